package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kind and time of a payload of Braintree, where they are the first children of its root, as Braintree writes them.
 * No XML parser is needed for that, so there is none that a payload could make do anything.
 *
 * @param kind the event type, if found
 * @param timestamp when the event was told, if found
 */
record BraintreePayload(Optional<String> kind, Optional<Instant> timestamp) {
    private static final int MAX_CHARS = 1000;
    private static final Pattern ROOT = Pattern.compile("\\s*(?:<\\?xml [^>]*\\?>)?\\s*<notification>");
    private static final Pattern CHILD =
            Pattern.compile("\\s*<(kind|timestamp)(?: type=\"\\w+\")?>([^<&]{1,100})</\\1>");

    /** Reads a payload whose signature matched. */
    static BraintreePayload of(String payload) {
        String xml;
        try {
            byte[] bytes = Base64.getDecoder().decode(payload.replace("\n", ""));
            xml = new String(bytes, 0, Math.min(bytes.length, MAX_CHARS), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new BraintreePayload(Optional.empty(), Optional.empty());
        }
        Optional<String> kind = Optional.empty();
        Optional<Instant> timestamp = Optional.empty();
        Matcher at = ROOT.matcher(xml);
        boolean found = at.lookingAt();
        int from = found ? at.end() : 0;
        at.usePattern(CHILD);
        while (found && at.region(from, xml.length()).lookingAt()) {
            boolean isKind = at.group(1).equals("kind");
            kind = isKind ? Optional.of(at.group(2)) : kind;
            timestamp = isKind ? timestamp : TimestampFormat.RFC3339.read(at.group(2));
            from = at.end();
        }
        return new BraintreePayload(kind, timestamp);
    }
}
