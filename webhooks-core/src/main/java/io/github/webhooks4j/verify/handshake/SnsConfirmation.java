package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.provider.SnsSubscription;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signed {@code SubscriptionConfirmation}, confirmed by visiting its URL: at the one host that the region of the topic
 * says, as {@link SnsSubscription#confirmAddress} tells.
 */
record SnsConfirmation(SubscriptionVisitor visitor) implements Handshake {
    private static final Logger log = LoggerFactory.getLogger(SnsConfirmation.class);

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public boolean isVerified() {
        return true;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST");
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        if (MessageField.json("Type")
                .read(request)
                .filter(SnsSubscription.EVENT_TYPE::equals)
                .isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> url = SnsSubscription.confirmAddress(request.body());
        return url.isEmpty() ? Challenge.refused(HandshakeAnswer.Reason.MALFORMED) : Optional.of(visited(url.get()));
    }

    private HandshakeAnswer visited(URI url) {
        try {
            visitor.visit(url);
            return HandshakeAnswer.empty(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) { // whatever was wrong with it, the sender asks again
            log.debug("subscription not confirmed error={}", e.getClass().getName());
        }
        return new HandshakeAnswer.Refused(HandshakeAnswer.Reason.UNAVAILABLE);
    }
}
