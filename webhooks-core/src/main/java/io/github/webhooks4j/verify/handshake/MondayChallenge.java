package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** POST of an object that has a challenge and nothing else. */
record MondayChallenge() implements Handshake {
    private static final int MAX_BODY = 8192;
    private static final Pattern OBJECT =
            Pattern.compile("\\s*+\\{\\s*+\"challenge\"\\s*+:\\s*+\"([^\"]*+)\"\\s*+}\\s*+");

    @Override
    public String name() {
        return "monday";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST");
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        if (request.body().length > MAX_BODY) {
            return Optional.empty();
        }
        Matcher object = OBJECT.matcher(new String(request.body(), StandardCharsets.UTF_8));
        if (!object.matches()) {
            return Optional.empty();
        }
        return Challenge.answered(
                Optional.of(object.group(1)),
                Challenge.TOKEN_IN_JSON,
                challenge -> HandshakeAnswer.json("{\"challenge\":\"" + challenge + "\"}"));
    }
}
