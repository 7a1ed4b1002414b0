package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.CredentialRequests;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.provider.Hmac;
import io.github.webhooks4j.verify.provider.Providers;
import io.github.webhooks4j.verify.provider.WebSub;
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
        Stream<PresetCase> schemes = Providers.names().stream()
                .filter(name -> Providers.byName(name).scheme().isPresent())
                .map(HmacPresetCases::of);
        return Stream.concat(schemes, furtherOnes());
    }

    /** Those that are more than one scheme, or none. */
    private static Stream<PresetCase> furtherOnes() {
        Map<String, String> options = Map.of(
                "header", "X-Sig", "prefix", "v1=", "delimiter", ",", "timestamp-key", "t", "template", "{ts}.{body}");
        HmacScheme anyHmac = Hmac.scheme(options);
        HmacScheme webSub = WebSub.scheme(HmacHash.SHA384);
        return Stream.of(
                CredentialPresetCases.of("hmac", options, secret -> SignedRequest.of(anyHmac, secret))
                        .withLists("X-Sig"),
                CredentialPresetCases.of("websub", Map.of(), secret -> SignedRequest.of(webSub, secret)),
                CredentialPresetCases.of("hubspot-v1", Map.of(), CredentialRequests::hubSpotV1),
                CredentialPresetCases.of(
                        "hubspot-v2",
                        Map.of(),
                        secret -> CredentialRequests.hubSpotV2(secret).externalUrl(PresetCase.URL)));
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
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(secrets::get)
                                                .toList(),
                                        Map.of()),
                        key -> withId(unsigned(scheme, secrets.get(key))),
                        bindsBody(scheme) ? PresetCase.JSON : PresetCase.FORM)
                .withSecrets(secrets, Map.of());
    }

    private static SignedRequest unsigned(HmacScheme scheme, Secret secret) {
        String type = bindsBody(scheme) ? "application/json" : "application/x-www-form-urlencoded";
        return SignedRequest.of(scheme, secret)
                .externalUrl(PresetCase.URL)
                .header("Content-Type", type)
                .body(PresetCase.FORM);
    }

    /** Otherwise it signs the fields of a form. */
    private static boolean bindsBody(HmacScheme scheme) {
        return scheme.signed().contains(SignedPart.BODY);
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
