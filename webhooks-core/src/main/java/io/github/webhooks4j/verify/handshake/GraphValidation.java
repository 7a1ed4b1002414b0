package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** POST with a {@code validationToken} in the query, which is a sentence with blanks and colons. */
record GraphValidation() implements Handshake {
    private static final String TOKEN = "validationToken";
    private static final Pattern SENTENCE = Pattern.compile("[A-Za-z0-9 ._~+/=:;,()|-]{1,512}");

    @Override
    public String name() {
        return "microsoft-graph";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST") && Challenge.parameter(head, TOKEN).isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        return Challenge.answered(Challenge.parameter(request.head(), TOKEN), SENTENCE, HandshakeAnswer::text);
    }
}
