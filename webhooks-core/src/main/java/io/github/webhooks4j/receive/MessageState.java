package io.github.webhooks4j.receive;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a message of the log stands: a closed list. */
public enum MessageState {
    /** Stored; an inline handler holds it under a lease. A repeat waits for it, or takes over once the lease ran out. */
    RECEIVED,
    /** Queued: due now or later, or being handled under a lease. A repeat is answered 2xx and runs nothing. */
    PENDING,
    /** Every handler returned. A repeat gets the same answer and runs nothing. */
    HANDLED,
    /** Nobody wanted it: the profile, or no handler for its type. A repeat gets the same answer. */
    IGNORED,
    /** The provider did not confirm it. A repeat asks again. */
    REFUSED,
    /** An inline handler threw. A repeat runs it again on the same message. */
    FAILED,
    /** Given up after the retry schedule, or by the handler. A repeat, or an operator, runs it again. */
    DEAD;

    /**
     * The word for it in the database, in logs and in interfaces.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state of a word.
     *
     * @param word as {@link #word()} gives it
     * @return the state
     * @throws IllegalArgumentException for any other word
     */
    public static MessageState ofWord(String word) {
        for (MessageState state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no message state; there are "
                + Arrays.stream(values()).map(MessageState::word).collect(Collectors.joining(", ")));
    }
}
