package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;

/** GET with a challenge in a header field, and with the credential that every request of Okta has. */
record OktaVerification() implements Handshake {
    private static final String CHALLENGE = "X-Okta-Verification-Challenge";

    @Override
    public String name() {
        return "okta";
    }

    @Override
    public boolean isVerified() {
        return true;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET") && head.headers().contains(CHALLENGE);
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(
                Challenge.header(request.headers(), CHALLENGE),
                Challenge.TOKEN_IN_JSON,
                challenge -> HandshakeAnswer.json("{\"verification\":\"" + challenge + "\"}"));
    }
}
