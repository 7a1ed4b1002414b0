package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * GET with a {@code crc_token}, answered with an HMAC under the key that signs messages. A message is a JSON object, and
 * the token's alphabet has neither brace nor quote; a body that could be a token all the same, such as a number, is
 * refused here, for its signature is to be had for the asking.
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
        return head.method().equals("POST")
                || (head.method().equals("GET")
                        && Challenge.parameter(head, TOKEN).isPresent());
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        if (request.head().method().equals("POST")) {
            return isToken(request.body()) ? Challenge.refused(HandshakeAnswer.Reason.MALFORMED) : Optional.empty();
        }
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

    private static boolean isToken(byte[] body) {
        return body.length <= HandshakeAnswer.MAX_BODY
                && Challenge.TOKEN
                        .matcher(new String(body, StandardCharsets.ISO_8859_1))
                        .matches();
    }

    @Override
    public List<String> faults() {
        return keys.faults("consumer secret");
    }
}
