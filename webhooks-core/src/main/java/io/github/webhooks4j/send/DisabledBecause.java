package io.github.webhooks4j.send;

import java.util.Locale;

/** Why an endpoint is disabled. */
public enum DisabledBecause {
    /** The application or its operator did it. */
    OPERATOR,
    /** It answered 410 Gone. */
    GONE,
    /** It answered with {@code webhook-delivery: disable}. */
    RECEIVER_ASKED;

    /**
     * The word in the database and in interfaces.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reason of a word.
     *
     * @param word as {@link #word()} tells
     * @return the reason
     * @throws IllegalArgumentException for any other word
     */
    public static DisabledBecause of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
