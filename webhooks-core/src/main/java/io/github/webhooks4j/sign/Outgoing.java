package io.github.webhooks4j.sign;

import java.time.Instant;

/**
 * What is signed, as it goes on the wire. The bytes are shared, never copied or changed; {@link #toString()}
 * shows their number only.
 *
 * <p>Id and event type may stand in header fields: both are one or more visible ASCII characters.
 *
 * @param id the event's id, the same at every attempt
 * @param eventType the event's type
 * @param at the time of this attempt: what is signed where a style signs a time, and what decides which secrets
 *     are live
 * @param body exactly the bytes that will be sent
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares these
public record Outgoing(String id, String eventType, Instant at, byte[] body) {
    /**
     * Checks that id and event type can be sent.
     *
     * @param id the event's id
     * @param eventType the event's type
     * @param at the time of this attempt
     * @param body the bytes that will be sent
     * @throws IllegalArgumentException when one of them is empty or holds anything but visible ASCII characters
     */
    public Outgoing {
        checkVisible("id", id);
        checkVisible("event type", eventType);
    }

    private static void checkVisible(String what, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the " + what + " is empty or holds more than visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return "Outgoing[" + id + ", " + eventType + ", " + at + ", " + body.length + " bytes]";
    }
}
