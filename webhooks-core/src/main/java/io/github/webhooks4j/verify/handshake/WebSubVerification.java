package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** GET by which a hub asks whether a subscription is wanted. */
record WebSubVerification(Predicate<WebSubIntent> expected) implements Handshake {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final int MAX_TOPIC = 2048;

    @Override
    public String name() {
        return "websub";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET")
                && Challenge.parameter(head, "hub.mode")
                        .flatMap(WebSubIntent.Mode::of)
                        .isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        RequestHead head = request.head();
        Optional<WebSubIntent.Mode> mode = Challenge.parameter(head, "hub.mode").flatMap(WebSubIntent.Mode::of);
        String topic = Challenge.parameter(head, "hub.topic").orElse("");
        Optional<String> lease = Challenge.parameter(head, "hub.lease_seconds");
        boolean readable = lease.map(text -> SECONDS.matcher(text).matches()).orElse(true);
        if (mode.isEmpty() || topic.isEmpty() || topic.length() > MAX_TOPIC || !readable) {
            return Challenge.refused(HandshakeAnswer.Reason.MALFORMED);
        }
        WebSubIntent intent =
                new WebSubIntent(mode.get(), topic, lease.map(Long::parseLong).map(Duration::ofSeconds));
        return mode.get() == WebSubIntent.Mode.DENIED
                ? Optional.of(ifExpected(intent, HandshakeAnswer.empty(200)))
                : Challenge.answered(
                        Challenge.parameter(head, "hub.challenge"),
                        Challenge.TOKEN,
                        challenge -> ifExpected(intent, HandshakeAnswer.text(challenge)));
    }

    private HandshakeAnswer ifExpected(WebSubIntent intent, HandshakeAnswer answer) {
        return expected.test(intent) ? answer : new HandshakeAnswer.Refused(HandshakeAnswer.Reason.UNEXPECTED);
    }
}
