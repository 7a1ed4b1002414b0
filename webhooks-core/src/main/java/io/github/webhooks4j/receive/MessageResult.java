package io.github.webhooks4j.receive;

import java.time.Duration;
import java.util.Optional;

/** How an attempt at a message ended, and so the message's next state. */
public sealed interface MessageResult {
    /** {@link MessageState#HANDLED}. */
    record Handled() implements MessageResult {}

    /** {@link MessageState#IGNORED}: no handler takes it, as an attempt found out. */
    record Ignored() implements MessageResult {}

    /** {@link MessageState#REFUSED}: the provider did not confirm it. */
    record Refused() implements MessageResult {}

    /**
     * {@link MessageState#FAILED}: an inline attempt failed; a repeat runs it again.
     *
     * @param error what failed, escaped and cut off, at most {@value #MAX_ERROR} characters
     */
    record Failed(String error) implements MessageResult {}

    /**
     * {@link MessageState#PENDING}, due again later.
     *
     * @param delay from now, by the store's clock
     * @param error what failed
     */
    record RetryIn(Duration delay, String error) implements MessageResult {}

    /**
     * {@link MessageState#DEAD}.
     *
     * @param error what failed last
     */
    record Dead(String error) implements MessageResult {}

    /**
     * {@link MessageState#PENDING}, due at once, without a place on the retry schedule being used: given back,
     * as when the receiver closes.
     *
     * @param error what was interrupted; empty when nothing had run, and the attempt is marked so
     */
    record Released(Optional<String> error) implements MessageResult {
        /** Given back before anything ran. */
        public Released() {
            this(Optional.empty());
        }
    }

    /** Most characters of an error that are kept: 1,000. */
    int MAX_ERROR = 1000;

    /**
     * What failed, for the attempt's row.
     *
     * @return the error of a result that has one
     */
    default Optional<String> failure() {
        if (this instanceof Failed failed) {
            return Optional.of(failed.error());
        } else if (this instanceof RetryIn retry) {
            return Optional.of(retry.error());
        } else if (this instanceof Dead dead) {
            return Optional.of(dead.error());
        }
        return this instanceof Released released ? released.error() : Optional.empty();
    }

    /**
     * The state that the message gets.
     *
     * @return the next state
     */
    default MessageState nextState() {
        if (this instanceof Handled) {
            return MessageState.HANDLED;
        } else if (this instanceof Ignored) {
            return MessageState.IGNORED;
        } else if (this instanceof Refused) {
            return MessageState.REFUSED;
        } else if (this instanceof Failed) {
            return MessageState.FAILED;
        } else if (this instanceof Dead) {
            return MessageState.DEAD;
        }
        return MessageState.PENDING;
    }
}
