package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A signed event {@code endpoint.url_validation}, answered with an HMAC under the key that signs messages. A signed
 * message is {@code v0:ts:body}, and the token's alphabet has no colon: no answer is a signature.
 */
record ZoomUrlValidation(Keys keys) implements Handshake {
    @Override
    public String name() {
        return "zoom";
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
                MessageField.readAll(request, MessageField.json("event"), MessageField.json("payload.plainToken"));
        if (read.get(0).filter("endpoint.url_validation"::equals).isEmpty()) {
            return Optional.empty();
        }
        Optional<Secret> key = keys.first(now);
        if (key.isEmpty()) {
            return Challenge.refused(HandshakeAnswer.Reason.NO_KEY);
        }
        return Challenge.answered(read.get(1), Challenge.TOKEN_IN_JSON, token -> {
            byte[] mac = Keys.hmac("HmacSHA256", Keys.bytes(key.get().reveal()), token);
            return HandshakeAnswer.json("{\"plainToken\":\"" + token + "\",\"encryptedToken\":\""
                    + HexFormat.of().formatHex(mac) + "\"}");
        });
    }

    @Override
    public List<String> faults() {
        return keys.faults("secret");
    }
}
