package io.github.webhooks4j.receive;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One handler run of a message. The row is written with the claim, before anything runs: a process that is
 * killed leaves it {@link Outcome#STARTED}, and the next claim turns that into {@link Outcome#UNKNOWN}.
 *
 * @param number from 1
 * @param node which node ran it
 * @param startedAt when it was claimed, by the store's clock
 * @param endedAt when its result was written
 * @param outcome how it ended
 * @param error what failed, when it did
 */
public record MessageAttempt(
        int number,
        String node,
        Instant startedAt,
        Optional<Instant> endedAt,
        Outcome outcome,
        Optional<String> error) {

    /** How an attempt ended. */
    public enum Outcome {
        /** It was claimed, and no result is known yet. */
        STARTED,
        /** Every handler returned. */
        HANDLED,
        /** No handler took it. */
        IGNORED,
        /** The provider did not confirm. */
        REFUSED,
        /** It threw. */
        FAILED,
        /** Claimed, and given back before anything ran. */
        NOT_RUN,
        /** Its lease ran out without a result: the process died, or was too slow. */
        UNKNOWN;

        /**
         * The word for it in the database and in interfaces.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The outcome of a word.
         *
         * @param word as {@link #word()} gives it
         * @return the outcome
         * @throws IllegalArgumentException for any other word
         */
        public static Outcome ofWord(String word) {
            for (Outcome outcome : values()) {
                if (outcome.word().equals(word)) {
                    return outcome;
                }
            }
            throw new IllegalArgumentException("'" + word + "' is no attempt outcome");
        }

        /**
         * The outcome that a result stands for.
         *
         * @param result the result
         * @return its outcome
         */
        public static Outcome of(MessageResult result) {
            if (result instanceof MessageResult.Handled) {
                return HANDLED;
            } else if (result instanceof MessageResult.Ignored) {
                return IGNORED;
            } else if (result instanceof MessageResult.Refused) {
                return REFUSED;
            } else if (result instanceof MessageResult.Released released) {
                return released.error().isPresent() ? FAILED : NOT_RUN;
            }
            return FAILED;
        }
    }
}
