package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets that are one HMAC scheme, with the first kind of secret that each can read. */
final class HmacPresetCases {
    private static final List<Secret> TEXTS = List.of(
            Secret.of("a secret of the preset tests"),
            Secret.of("another secret of the preset tests"),
            Secret.of("a third secret of the preset tests"));
    private static final List<Secret> HEX = List.of(
            Secret.of("9064450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"),
            Secret.of("0164450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"),
            Secret.of("0264450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"));
    private static final List<Secret> BASE64 = List.of(
            Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            Secret.of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"),
            Secret.of("whsec_AAFVsBQIhrscChlQIMV+b5sSYspob7oD"));

    private HmacPresetCases() {}

    static Stream<PresetCase> all() {
        return Providers.names().stream()
                .filter(name -> Providers.byName(name).scheme().isPresent())
                .map(HmacPresetCases::of);
    }

    private static PresetCase of(String name) {
        HmacScheme scheme = Providers.byName(name).scheme().orElseThrow();
        List<Secret> secrets = Stream.of(TEXTS, HEX, BASE64)
                .filter(some -> areReadBy(scheme, some))
                .findFirst()
                .orElseThrow();
        return new PresetCase(
                name,
                keys -> Providers.byName(name)
                        .verifier(IntStream.of(keys).mapToObj(secrets::get).toList(), Map.of()),
                key -> withId(SignedRequest.of(scheme, secrets.get(key)).externalUrl(PresetCase.URL)),
                PresetCase.JSON);
    }

    /** With an id where the preset has it in a header field. */
    private static SignedRequest withId(SignedRequest request) {
        SignedRequest identified = request.id("msg_1");
        try {
            identified.request();
            return identified;
        } catch (IllegalStateException inTheBody) {
            return request;
        }
    }

    private static boolean areReadBy(HmacScheme scheme, List<Secret> secrets) {
        try {
            secrets.forEach(secret -> HmacVerifier.of(scheme, secret));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
