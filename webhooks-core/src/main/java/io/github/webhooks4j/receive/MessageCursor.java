package io.github.webhooks4j.receive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * A place in the log, between two messages: after the one that it names, in the order newest first.
 *
 * @param receivedAt when that message was received, to the microsecond
 * @param id that message
 */
public record MessageCursor(Instant receivedAt, UUID id) {
    /**
     * Reads the text form.
     *
     * @param text as {@link #text()} gives it
     * @return the cursor
     * @throws IllegalArgumentException for any other text
     */
    public static MessageCursor parse(String text) {
        try {
            int mark = text.indexOf('_');
            Instant receivedAt = Instant.parse(text.substring(0, mark));
            return new MessageCursor(receivedAt, UUID.fromString(text.substring(mark + 1)));
        } catch (DateTimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a cursor of this log", e);
        }
    }

    /**
     * The text form, for {@link MessageQuery#after(String)}.
     *
     * @return letters, digits and {@code -:._} only
     */
    public String text() {
        return receivedAt + "_" + id;
    }
}
