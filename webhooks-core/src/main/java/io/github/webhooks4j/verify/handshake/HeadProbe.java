package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;

/** HEAD, to see whether anybody is there. */
record HeadProbe() implements Handshake {
    @Override
    public String name() {
        return "head";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("HEAD");
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Optional.of(HandshakeAnswer.empty(200));
    }
}
