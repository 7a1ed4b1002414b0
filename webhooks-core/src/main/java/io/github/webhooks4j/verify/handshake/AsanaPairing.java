package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The first POST, which brings the secret of all others in a header field. */
record AsanaPairing(SecretPairing pairing) implements Handshake {
    private static final String SECRET = "X-Hook-Secret";
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9._~+/=-]{16,256}");

    @Override
    public String name() {
        return "asana";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST") && head.headers().contains(SECRET);
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(
                Challenge.header(request.headers(), SECRET),
                ALPHABET,
                secret -> pairing.offer(Secret.of(secret).named("asana"))
                        ? HandshakeAnswer.empty(200).with(SECRET, secret)
                        : new HandshakeAnswer.Refused(HandshakeAnswer.Reason.UNEXPECTED));
    }
}
