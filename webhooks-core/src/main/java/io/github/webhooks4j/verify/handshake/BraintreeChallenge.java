package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * GET with a {@code bt_challenge}, answered with an HMAC under the key that signs payloads. Only 20 to 32 hex digits
 * are answered, as by Braintree's own libraries; a payload is Base64 of XML and much longer, and one that could be a
 * challenge all the same is refused here, for its signature is to be had for the asking.
 */
record BraintreeChallenge(String publicKey, Keys keys) implements Handshake {
    private static final String CHALLENGE = "bt_challenge";
    private static final MessageField PAYLOAD = MessageField.form("bt_payload");
    private static final Pattern ALPHABET = Pattern.compile("[a-f0-9]{20,32}");
    private static final Pattern PUBLIC_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    @Override
    public String name() {
        return "braintree";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST")
                || (head.method().equals("GET")
                        && Challenge.parameter(head, CHALLENGE).isPresent());
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        if (request.head().method().equals("POST")) {
            return PAYLOAD.read(request)
                    .filter(payload -> ALPHABET.matcher(payload.strip()).matches())
                    .flatMap(payload -> Challenge.refused(HandshakeAnswer.Reason.MALFORMED));
        }
        Optional<Secret> key = keys.first(now);
        if (key.isEmpty()) {
            return Challenge.refused(HandshakeAnswer.Reason.NO_KEY);
        }
        return Challenge.answered(Challenge.parameter(request.head(), CHALLENGE), ALPHABET, challenge -> {
            byte[] mac = Keys.hmac("HmacSHA1", Keys.hash("SHA-1", key.get().reveal()), challenge);
            return HandshakeAnswer.text(publicKey + "|" + HexFormat.of().formatHex(mac));
        });
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>(keys.faults("private key"));
        if (!PUBLIC_KEY.matcher(publicKey).matches()) {
            faults.add("its public key must match " + PUBLIC_KEY);
        }
        return faults;
    }
}
