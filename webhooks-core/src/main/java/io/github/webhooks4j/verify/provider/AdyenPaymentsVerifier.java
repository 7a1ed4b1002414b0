package io.github.webhooks4j.verify.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.StrictJson;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** See {@link AdyenPayments}. Immutable. */
final class AdyenPaymentsVerifier implements Verifier {
    private static final int MAX_ITEMS = 100;

    private final HmacKeys keys;

    AdyenPaymentsVerifier(Secret current, Secret... previous) {
        keys = HmacKeys.of("adyen", HmacHash.SHA256, KeyForm.hex(), current, previous);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        JsonNode notifications = StrictJson.read(request.body())
                .map(body -> body.path("notificationItems"))
                .orElse(null);
        if (notifications == null || (!notifications.isMissingNode() && !notifications.isArray())) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (notifications.isMissingNode()) {
            return Rejected.because(Reason.MISSING);
        }
        if (notifications.isEmpty() || notifications.size() > MAX_ITEMS) {
            return Rejected.because(Reason.MALFORMED);
        }
        List<AdyenItem> items = new ArrayList<>();
        for (JsonNode notification : notifications) {
            AdyenItem item = AdyenItem.of(notification.path("NotificationRequestItem"));
            if (item.fault().isPresent()) {
                return Rejected.because(item.fault().get());
            }
            items.add(item);
        }
        return judge(items, now);
    }

    private Verification judge(List<AdyenItem> items, Instant now) {
        Optional<String> first = Optional.empty();
        boolean all = true;
        for (AdyenItem item : items) {
            Optional<String> keyName = keys.match(now, item.signature(), item.message());
            all &= keyName.isPresent();
            first = first.or(() -> keyName);
        }
        return all && first.isPresent() ? verified(items, first.get()) : Rejected.because(Reason.MISMATCH);
    }

    private static Verified verified(List<AdyenItem> items, String keyName) {
        String eventCode = items.get(0).eventCode();
        boolean alike = items.stream().allMatch(item -> item.eventCode().equals(eventCode));
        return Verified.builder("adyen")
                .keyName(keyName)
                .eventType(alike && !eventCode.isEmpty() ? Optional.of(eventCode) : Optional.empty())
                .signed(Set.of(SignedPart.EVENT_TYPE))
                .content(digest -> items.forEach(item -> {
                    digest.update(item.message());
                    digest.update((byte) '\n');
                }))
                .build();
    }

    @Override
    public String toString() {
        return "AdyenPaymentsVerifier[" + keys + "]";
    }
}
