package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.time.Instant;
import java.util.Optional;

/** A signed message whose header says that it is no notification. */
record TwitchChallenge() implements Handshake {
    @Override
    public String name() {
        return "twitch";
    }

    @Override
    public boolean isVerified() {
        return true;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST")
                && Challenge.header(head.headers(), "Twitch-Eventsub-Message-Type")
                        .filter("webhook_callback_verification"::equals)
                        .isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(MessageField.json("challenge").read(request), Challenge.TOKEN, HandshakeAnswer::text);
    }
}
