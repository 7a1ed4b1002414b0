package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signed PING: type 1 without an event is one of interactions, type 0 one of webhook events. Type 1 <em>with</em> an
 * event is an event.
 */
record DiscordPing() implements Handshake {
    @Override
    public String name() {
        return "discord";
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
                MessageField.readAll(request, MessageField.json("type"), MessageField.json("event.type"));
        String type = read.get(0).orElse("");
        if (type.equals("1") && read.get(1).isEmpty()) {
            return Optional.of(HandshakeAnswer.json("{\"type\":1}"));
        }
        return type.equals("0")
                ? Optional.of(HandshakeAnswer.empty(204).with("Content-Type", "application/json"))
                : Optional.empty();
    }
}
