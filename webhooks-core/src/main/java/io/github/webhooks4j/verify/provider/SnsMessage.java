package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.internal.FlatJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of SNS whose members have the syntax that SNS gives them. What is signed has nothing but line ends between
 * names and values: because no value but {@code Message} may hold one, there is only one way to read it.
 */
record SnsMessage(FlatJson json, Instant timestamp) {
    private static final String CONFIRMATION = "SubscriptionConfirmation";
    private static final List<String> CONFIRMATION_PARTS =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final Map<String, List<String>> SIGNED = Map.of(
            "Notification",
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
            CONFIRMATION,
            CONFIRMATION_PARTS,
            "UnsubscribeConfirmation",
            CONFIRMATION_PARTS);
    private static final Pattern ID = Pattern.compile("[-A-Za-z0-9]{1,100}");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]*");

    /** Reads a body; {@code null} for what is no message, or lacks what its type needs. */
    static @Nullable SnsMessage read(byte[] body) {
        FlatJson json = FlatJson.read(body);
        if (json == null) {
            return null;
        }
        Optional<Instant> timestamp = json.text("Timestamp").flatMap(Rfc3339::utc);
        List<String> parts = SIGNED.get(json.text("Type").orElse(""));
        boolean whole = parts != null
                && timestamp.isPresent()
                && json.text("MessageId").filter(ID.asMatchPredicate()).isPresent()
                && parts.stream().allMatch(part -> isFit(json, part));
        return whole ? new SnsMessage(json, timestamp.get()) : null;
    }

    private static boolean isFit(FlatJson json, String part) {
        if (part.equals("Subject") && !json.has(part)) {
            return true;
        }
        return json.text(part)
                .filter(value ->
                        part.equals("Message") || ONE_LINE.matcher(value).matches())
                .isPresent();
    }

    String text(String member) {
        return json.text(member).orElse("");
    }

    boolean isConfirmation() {
        return text("Type").equals(CONFIRMATION);
    }

    /** What is signed: names and values in the order that SNS documents, each with a line end. */
    byte[] signed() {
        StringBuilder text = new StringBuilder();
        for (String part : SIGNED.getOrDefault(text("Type"), List.of())) {
            json.text(part)
                    .ifPresent(value ->
                            text.append(part).append('\n').append(value).append('\n'));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
