package io.github.webhooks4j.send;

import java.util.Locale;

/** Whether an endpoint gets requests. */
public enum EndpointState {
    /** It gets them. */
    ENABLED,
    /** It gets none; its deliveries are held until it is enabled. */
    DISABLED,
    /** It is gone for its owner; its deliveries are cancelled, and it is kept only as long as they are. */
    REMOVED;

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
    public static EndpointState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
