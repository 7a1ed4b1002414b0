package io.github.webhooks4j.receive;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import java.util.Optional;
import java.util.Set;

/**
 * The step that answers handshakes, at up to three places of the path: at the head what has no body, before
 * verification what has one, after it what must be verified. Where a source takes no messages by a request's method, what
 * is no handshake ends here.
 */
final class HandshakeStep {
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final byte[] NO_BODY = {};

    private final Notices notices;

    HandshakeStep(Notices notices) {
        this.notices = notices;
    }

    /** Whether a request by this method may be anything to a source, as far as its head tells. */
    static boolean admits(Source source, RequestHead head) {
        return takesMessages(source, head)
                || source.handshakes().stream().anyMatch(handshake -> handshake.concerns(head));
    }

    /** What the head alone answers. */
    Optional<Receipt> atHead(Source source, RequestHead head) {
        return BODILESS.contains(head.method())
                ? unverified(source, new WebhookRequest(head, NO_BODY))
                : Optional.empty();
    }

    /** What needs the body, and no verification. */
    Optional<Receipt> withBody(Source source, WebhookRequest request) {
        return BODILESS.contains(request.head().method()) ? Optional.empty() : unverified(source, request);
    }

    private Optional<Receipt> unverified(Source source, WebhookRequest request) {
        Optional<Receipt> receipt = answer(source, request, false);
        boolean goesOn = takesMessages(source, request.head()) || concerned(source, request.head(), true);
        return receipt.isPresent() || goesOn ? receipt : Optional.of(notAllowed(source));
    }

    /** What the source's verifier has accepted. */
    Optional<Receipt> verified(Source source, WebhookRequest request) {
        Optional<Receipt> receipt = answer(source, request, true);
        return receipt.isPresent() || takesMessages(source, request.head()) ? receipt : Optional.of(notAllowed(source));
    }

    private static boolean takesMessages(Source source, RequestHead head) {
        return source.methods().contains(head.method());
    }

    private static boolean concerned(Source source, RequestHead head, boolean verified) {
        return source.handshakes().stream()
                .anyMatch(handshake -> handshake.isVerified() == verified && handshake.concerns(head));
    }

    private Receipt notAllowed(Source source) {
        notices.rejected(Optional.of(source.name()), RequestFault.METHOD_NOT_ALLOWED);
        return Receipts.of(RequestFault.METHOD_NOT_ALLOWED, source);
    }

    private Optional<Receipt> answer(Source source, WebhookRequest request, boolean verified) {
        for (Handshake handshake : source.handshakes()) {
            if (handshake.isVerified() == verified && handshake.concerns(request.head())) {
                Optional<Receipt> receipt = answer(source, request, handshake);
                if (receipt.isPresent()) {
                    return receipt;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Receipt> answer(Source source, WebhookRequest request, Handshake handshake) {
        try {
            Optional<HandshakeAnswer> answer =
                    handshake.answer(request, notices.clock().instant());
            answer.ifPresent(said -> notices.handshake(source.name(), handshake.name(), said));
            return answer.map(Receipts::of);
        } catch (RuntimeException e) { // of a callback of the application, or of a handshake of its own
            RequestFault fault = e instanceof WebhookException ? RequestFault.STORE_UNAVAILABLE : RequestFault.DEFECT;
            notices.failed(source.name(), fault, e);
            return Optional.of(Receipts.of(fault));
        }
    }
}
