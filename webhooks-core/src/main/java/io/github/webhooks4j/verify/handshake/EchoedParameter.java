package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;

/** GET with a query parameter whose value is the answer. */
record EchoedParameter(String name, String parameter) implements Handshake {
    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET")
                && Challenge.parameter(head, parameter).isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(
                Challenge.parameter(request.head(), parameter), Challenge.TOKEN, HandshakeAnswer::text);
    }
}
