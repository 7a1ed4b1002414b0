package io.github.webhooks4j.send;

import java.util.Locale;

/** What came of one attempt of a delivery. */
public enum AttemptOutcome {
    /** Claimed; nothing is known yet. */
    STARTED,
    /** The endpoint took it. */
    DELIVERED,
    /** It failed: the error kind tells how. */
    FAILED,
    /** Given up before anything was sent; takes no place on the schedule. */
    NOT_SENT,
    /** Its lease ran out, or the engine stopped waiting: it may have been sent. */
    UNKNOWN;

    /**
     * The word in the database and in interfaces.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The outcome of a word.
     *
     * @param word as {@link #word()} tells
     * @return the outcome
     * @throws IllegalArgumentException for any other word
     */
    public static AttemptOutcome of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
