package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.KeyCache;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** See {@link Ebay}. A key is asked for only when the header field is whole. */
final class EbayVerifier implements Verifier {
    private static final String HEADER = "X-EBAY-SIGNATURE";
    private static final MessageField MESSAGE_ID = MessageField.json("notification.notificationId");
    private static final MessageField EVENT_TYPE = MessageField.json("metadata.topic");

    /** The key of an id; none when eBay knows none. */
    private record Found(@Nullable EbayKey key) {}

    private final KeyCache<String, Found> keys;

    EbayVerifier(Ebay.KeyLookup lookup) {
        keys = KeyCache.of(kid -> {
            Optional<String> answer = lookup.find(kid);
            return new Found(answer.isEmpty() ? null : EbayKey.read(answer.get()));
        });
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        List<String> lines = request.headers().all(HEADER);
        if (lines.isEmpty() || (lines.size() == 1 && lines.get(0).isBlank())) {
            return Rejected.because(Reason.MISSING);
        }
        EbaySignature signature = lines.size() > 1 ? null : EbaySignature.read(lines.get(0));
        if (signature == null) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<Found> found = find(signature.kid(), now);
        if (found.isEmpty()) {
            return new Unavailable("key of eBay could not be had");
        }
        EbayKey key = found.get().key();
        if (key == null) {
            return Rejected.because(Reason.NO_KEY);
        }
        if (!key.verifies(signature, request.body())) {
            return Rejected.because(Reason.MISMATCH);
        }
        keys.confirm(signature.kid());
        return verified(request);
    }

    /** An id that eBay did not know is asked for once more when the last answer is a minute old. */
    private Optional<Found> find(String kid, Instant now) {
        Optional<Found> found = keys.get(kid, now);
        return found.filter(one -> one.key() == null).isPresent() ? keys.refresh(kid, now) : found;
    }

    private static Verified verified(WebhookRequest request) {
        List<Optional<String>> fields = MessageField.readAll(request, MESSAGE_ID, EVENT_TYPE);
        return Verified.builder("ebay")
                .id(fields.get(0))
                .eventType(fields.get(1))
                .signed(Set.of(SignedPart.BODY, SignedPart.ID, SignedPart.EVENT_TYPE))
                .build();
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("x-ebay-signature");
    }

    /** Tells nothing that is configured. */
    @Override
    public String toString() {
        return "EbayVerifier";
    }
}
