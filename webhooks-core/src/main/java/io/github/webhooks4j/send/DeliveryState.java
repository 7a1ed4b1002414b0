package io.github.webhooks4j.send;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Waiting for its time, or in flight. */
    PENDING,
    /** Its endpoint is disabled; enabling makes it due. */
    HELD,
    /** The endpoint took it. */
    DELIVERED,
    /** Given up, kept to be redelivered. */
    DEAD,
    /** Its endpoint was removed before it was delivered. */
    CANCELLED;

    /**
     * Whether nothing more happens to it by itself, so that retention may delete it.
     *
     * @return whether it is over
     */
    public boolean isTerminal() {
        return this != PENDING && this != HELD;
    }

    /**
     * The word in the database and in interfaces.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of a word.
     *
     * @param word as {@link #word()} tells
     * @return the state
     * @throws IllegalArgumentException for any other word
     */
    public static DeliveryState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
