package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** GET with {@code hub.mode=subscribe}, a token that is ours, and a challenge. */
record HubChallenge(Keys tokens) implements Handshake {
    @Override
    public String name() {
        return "meta";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET")
                && Challenge.parameter(head, "hub.mode")
                        .filter("subscribe"::equals)
                        .isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        String token = Challenge.parameter(request.head(), "hub.verify_token").orElse("");
        boolean isOurs = tokens.match(token, now);
        return Challenge.answered(
                Challenge.parameter(request.head(), "hub.challenge"),
                Challenge.TOKEN,
                challenge -> isOurs
                        ? HandshakeAnswer.text(challenge)
                        : new HandshakeAnswer.Refused(HandshakeAnswer.Reason.MISMATCH));
    }

    @Override
    public List<String> faults() {
        return tokens.faults("verify token");
    }
}
