package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * GET with a {@code crc_token}, answered with an HMAC under the key that signs messages. A message is JSON, and the
 * token's alphabet has neither brace nor quote: no answer is a signature.
 */
record XChallenge(Keys keys) implements Handshake {
    private static final String TOKEN = "crc_token";

    @Override
    public String name() {
        return "x";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET") && Challenge.parameter(head, TOKEN).isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        Optional<Secret> key = keys.first(now);
        if (key.isEmpty()) {
            return Challenge.refused(HandshakeAnswer.Reason.NO_KEY);
        }
        return Challenge.answered(Challenge.parameter(request.head(), TOKEN), Challenge.TOKEN, token -> {
            byte[] mac = Keys.hmac("HmacSHA256", Keys.bytes(key.get().reveal()), token);
            return HandshakeAnswer.json(
                    "{\"response_token\":\"sha256=" + Base64.getEncoder().encodeToString(mac) + "\"}");
        });
    }

    @Override
    public List<String> faults() {
        return keys.faults("consumer secret");
    }
}
