package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GET with the id of the application that the webhook was made with. */
record AdobeSignIntent(String clientId) implements Handshake {
    private static final String CLIENT_ID = "X-AdobeSign-ClientId";
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    @Override
    public String name() {
        return "adobe-sign";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET") && head.headers().contains(CLIENT_ID);
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(
                Challenge.header(request.headers(), CLIENT_ID),
                ALPHABET,
                given -> Keys.isSame(clientId, given)
                        ? HandshakeAnswer.empty(200).with(CLIENT_ID, clientId)
                        : new HandshakeAnswer.Refused(HandshakeAnswer.Reason.MISMATCH));
    }

    @Override
    public List<String> faults() {
        return ALPHABET.matcher(clientId).matches() ? List.of() : List.of("its client id must match " + ALPHABET);
    }
}
