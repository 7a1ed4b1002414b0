package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.Utf8;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** See {@link Contentful}. Immutable. */
final class ContentfulVerifier implements Verifier {
    private static final String SIGNATURE = "x-contentful-signature";
    private static final String ID = "x-contentful-idempotency-key";
    private static final String TOPIC = "x-contentful-topic";
    private static final Pattern SECRET = Pattern.compile("[0-9a-zA-Z+/=_-]{64}");
    private static final int SHA256_BYTES = 32;

    private final HmacKeys keys;
    private final Duration tolerance;

    ContentfulVerifier(Duration tolerance, Secret current, Secret... previous) {
        keys = HmacKeys.of("contentful", HmacHash.SHA256, KeyForm.utf8(), current, previous);
        this.tolerance = tolerance;
        List<String> faulty = Stream.concat(Stream.of(current), Stream.of(previous))
                .filter(secret -> !SECRET.matcher(secret.reveal()).matches())
                .map(Secret::name)
                .toList();
        if (!faulty.isEmpty()) {
            throw new IllegalArgumentException(
                    "contentful: a signing secret has 64 characters of 0-9 a-z A-Z + / = _ -," + " unlike "
                            + String.join(", ", faulty));
        }
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        Headers headers = request.headers();
        if (Stream.of(SIGNATURE, ContentfulFields.LIST, ContentfulFields.TIMESTAMP, ID, TOPIC)
                .anyMatch(name -> headers.all(name).size() > 1)) {
            return Rejected.because(Reason.MALFORMED);
        }
        String signature = headers.only(SIGNATURE).orElse("");
        String list = headers.only(ContentfulFields.LIST).orElse("");
        String timestamp = headers.only(ContentfulFields.TIMESTAMP).orElse("");
        if (signature.isBlank() || list.isBlank() || timestamp.isBlank()) {
            return Rejected.because(Reason.MISSING);
        }
        Optional<byte[]> decoded = SignatureEncoding.HEX.read(signature, SHA256_BYTES);
        Optional<Instant> at = TimestampFormat.MILLISECONDS.read(timestamp);
        ContentfulFields fields = ContentfulFields.named(list, headers);
        String target = CalledTarget.of(request);
        if (decoded.isEmpty() || at.isEmpty() || fields.fault().isPresent() || !Utf8.canWrite(target + fields.text())) {
            return Rejected.because(fields.fault().orElse(Reason.MALFORMED));
        }
        return judge(request, target, fields, decoded.get(), at.get(), now);
    }

    private Verification judge(
            WebhookRequest request, String target, ContentfulFields fields, byte[] signature, Instant at, Instant now) {
        String lines = request.head().method() + "\n" + ContentfulPath.of(target) + "\n" + fields.text() + "\n";
        byte[] head = lines.getBytes(StandardCharsets.UTF_8);
        Optional<String> keyName = keys.match(now, signature, head, request.body());
        if (keyName.isEmpty()) {
            return Rejected.because(Reason.MISMATCH);
        }
        Set<SignedPart> signed = signed(target, fields);
        Verified.Builder verdict = Verified.builder("contentful")
                .keyName(keyName.get())
                .id(value(request, ID))
                .eventType(value(request, TOPIC))
                .timestamp(at)
                .signed(signed);
        if (!signed.contains(SignedPart.ID)) {
            verdict.content(digest -> {
                digest.update(head);
                digest.update(request.body());
            });
        }
        return Rejected.byAge(at, now, tolerance)
                .<Verification>map(stale -> stale)
                .orElseGet(verdict::build);
    }

    private static Set<SignedPart> signed(String target, ContentfulFields fields) {
        Set<SignedPart> signed = EnumSet.of(SignedPart.METHOD, SignedPart.BODY, SignedPart.TIMESTAMP);
        if (ContentfulPath.isWhole(target)) {
            signed.add(SignedPart.URL);
        }
        if (fields.names().contains(ID)) {
            signed.add(SignedPart.ID);
        }
        if (fields.names().contains(TOPIC)) {
            signed.add(SignedPart.EVENT_TYPE);
        }
        return signed;
    }

    private static Optional<String> value(WebhookRequest request, String name) {
        return request.headers().only(name).map(ContentfulFields::trimmed);
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of(SIGNATURE);
    }

    @Override
    public Set<String> messageHeaders() {
        return Set.of(ID, TOPIC);
    }

    @Override
    public String toString() {
        return "ContentfulVerifier[" + keys + "]";
    }
}
