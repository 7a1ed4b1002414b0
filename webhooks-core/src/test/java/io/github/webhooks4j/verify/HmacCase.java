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
    static final byte[] BODY = body("1900000000000");

    private static final String URL = "https://hooks.example.com/webhooks/x";

    /** Every preset that is an HMAC scheme over the whole body, with keys that its form can read. */
    static Stream<HmacCase> all() {
        return Providers.names().stream()
                .filter(name -> Providers.byName(name)
                        .scheme()
                        .filter(scheme -> scheme.signed().contains(SignedPart.BODY))
                        .isPresent())
                .map(HmacCase::of);
    }

    static HmacCase of(String name) {
        return Stream.of(
                        new HmacCase(name, "It's a Secret to Everybody", "It's a Secret to Nobody"),
                        new HmacCase(
                                name,
                                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"),
                        new HmacCase(name, "9064450a8892a093d9e97efcc9639de3", "0064450a8892a093d9e97efcc9639de3"))
                .filter(HmacCase::hasKeys)
                .findFirst()
                .orElseThrow();
    }

    private boolean hasKeys() {
        try {
            scheme().keys(secret(), otherSecret());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Stream<HmacCase> timed() {
        return all().filter(preset -> preset.scheme().hasTimestamp());
    }

    static Stream<HmacCase> lists() {
        return all().filter(preset -> preset.scheme().syntax.isList());
    }

    /** With a time of signing for the schemes that have it there. */
    static byte[] body(String time) {
        return ("{\"id\":\"evt_1\",\"type\":\"a.b\",\"webhookTimestamp\":\"" + time + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An instant as this preset writes it. */
    String time(Instant instant) {
        TimestampFormat format = scheme().timestampFormat;
        return format == null ? "" : format.format(instant);
    }

    boolean timeInBody() {
        MessageField field = scheme().timestamp;
        return field != null && !field.isHeader();
    }

    /** Whether this header field may hold anything. */
    boolean isUnsignedId(String header) {
        HmacScheme scheme = scheme();
        return scheme.idInHeader
                && !scheme.idSigned
                && scheme.id.orElseThrow().name().equalsIgnoreCase(header);
    }

    /** Whether this header field holds a list of signatures. */
    boolean isList(String header) {
        return scheme().syntax.isList() && signatureHeader().equalsIgnoreCase(header);
    }

    /** What stands between two entries. */
    String delimiter() {
        return scheme().syntax.join(List.of("", ""));
    }

    /** What a signature in a list begins with. */
    String tag() {
        String entries = scheme().syntax.format(List.of(""), "");
        return entries.substring(scheme().syntax.hasTimestamp() ? entries.indexOf(delimiter()) + 1 : 0);
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
        return new WebhookRequest(RequestHead.of("POST", "/webhooks/x", headers).withExternalUrl(URL), body);
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
