package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** OPTIONS by which a sender of CloudEvents asks whether it may send. The callback that it offers is never called. */
record CloudEventsConsent(int rate, List<String> origins) implements Handshake {
    private static final String ORIGIN = "WebHook-Request-Origin";
    private static final String RATE = "WebHook-Request-Rate";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String ANY = "*";

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("OPTIONS") && head.headers().contains(ORIGIN);
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        Optional<String> asked = Challenge.header(request.headers(), RATE);
        if (asked.filter(text -> !NUMBER.matcher(text).matches()).isPresent()) {
            return Challenge.refused(HandshakeAnswer.Reason.MALFORMED);
        }
        return Challenge.answered(
                Challenge.header(request.headers(), ORIGIN),
                HOST,
                origin -> allowed(origin)
                        .<HandshakeAnswer>map(allowed -> consent(allowed, asked))
                        .orElseGet(() -> new HandshakeAnswer.Refused(HandshakeAnswer.Reason.MISMATCH)));
    }

    /** The origin as it is configured: what was sent is not given back. */
    private Optional<String> allowed(String origin) {
        return origins.stream()
                .filter(known -> known.equals(ANY) || known.equalsIgnoreCase(origin))
                .findFirst();
    }

    private HandshakeAnswer.Answered consent(String allowed, Optional<String> asked) {
        HandshakeAnswer.Answered consent =
                HandshakeAnswer.empty(200).with("Allow", "POST").with("WebHook-Allowed-Origin", allowed);
        return asked.map(text -> Integer.toString(Math.min(rate, Integer.parseInt(text))))
                .map(granted -> consent.with("WebHook-Allowed-Rate", granted))
                .orElse(consent);
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (origins.isEmpty()) {
            faults.add("it has no origin; * allows any");
        }
        if (!origins.stream()
                .allMatch(origin -> origin.equals(ANY) || HOST.matcher(origin).matches())) {
            faults.add("its origins must be host names, or *");
        }
        if (rate < 1) {
            faults.add("its rate is " + rate + " but must be at least 1 request per minute");
        }
        return faults;
    }
}
