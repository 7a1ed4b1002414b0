package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A signed event {@code url_verification}. */
record SlackUrlVerification() implements Handshake {
    @Override
    public String name() {
        return "slack";
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
        List<Optional<String>> read =
                MessageField.readAll(request, MessageField.json("type"), MessageField.json("challenge"));
        return read.get(0)
                .filter("url_verification"::equals)
                .flatMap(type -> Challenge.answered(read.get(1), Challenge.TOKEN, HandshakeAnswer::text));
    }
}
