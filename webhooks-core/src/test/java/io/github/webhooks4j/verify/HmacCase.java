package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.provider.Providers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A preset with a request that it accepts, to be spoilt by tests. */
record HmacCase(String name, String keyText, String otherKeyText) {
    static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);
    static final String ID = "msg_1";
    static final byte[] BODY = "{\"id\":\"evt_1\",\"type\":\"a.b\"}".getBytes(StandardCharsets.UTF_8);

    private static final String SPEC_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER_SPEC_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    static Stream<HmacCase> all() {
        return Stream.of(
                new HmacCase("github", "It's a Secret to Everybody", "It's a Secret to Nobody"),
                new HmacCase("stripe", "whsec_test_secret", "whsec_other_secret"),
                new HmacCase("slack", "8f742231b10e8888abcd99yyyzzz85a5", "8f742231b10e8888abcd99yyyzzz85a6"),
                new HmacCase("standard-webhooks", SPEC_SECRET, OTHER_SPEC_SECRET),
                new HmacCase("svix", SPEC_SECRET, OTHER_SPEC_SECRET));
    }

    static Stream<HmacCase> timed() {
        return all().filter(preset -> preset.scheme().hasTimestamp());
    }

    static Stream<HmacCase> lists() {
        return all().filter(preset -> preset.scheme().syntax.isList());
    }

    HmacScheme scheme() {
        return Providers.byName(name).scheme().orElseThrow();
    }

    Secret secret() {
        return Secret.of(keyText);
    }

    Secret otherSecret() {
        return Secret.of(otherKeyText).named("other");
    }

    Verifier verifier(Secret... secrets) {
        return Providers.byName(name).verifier(List.of(secrets), Map.of());
    }

    String signatureHeader() {
        return scheme().signatures.get(0).name();
    }

    /** Header fields of a good request. */
    Headers signed(byte[] body, Instant at, Secret... secrets) {
        HmacSigner signer = HmacSigner.of(
                scheme(),
                secrets[0],
                List.of(secrets).subList(1, secrets.length).toArray(Secret[]::new));
        return signer.sign(
                request(Headers.empty(), body), scheme().idInHeader ? Optional.of(ID) : Optional.empty(), at);
    }

    Headers signed() {
        return signed(BODY, NOW, secret());
    }

    String signature() {
        return signed().first(signatureHeader()).orElseThrow();
    }

    Verification verdict(Headers headers) {
        return verdict(headers, BODY, NOW);
    }

    Verification verdict(Headers headers, byte[] body, Instant now) {
        return verifier(secret()).verify(request(headers, body), now);
    }

    static WebhookRequest request(Headers headers, byte[] body) {
        return new WebhookRequest(RequestHead.of("POST", "/webhooks/x", headers), body);
    }

    /** A copy with the value of one field changed; {@code null} takes the field out. */
    static Headers change(Headers headers, String name, BiFunction<String, String, String> change) {
        Headers.Builder changed = Headers.builder();
        headers.forEach((field, value) -> {
            String result = field.equalsIgnoreCase(name) ? change.apply(field, value) : value;
            if (result != null) {
                changed.add(field, result);
            }
        });
        return changed.build();
    }

    static Headers with(Headers headers, String name, String value) {
        return change(headers, name, (field, old) -> value);
    }

    @Override
    public String toString() {
        return name;
    }
}
