package io.github.webhooks4j.receive;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that knows that no further attempt can succeed: the message is {@link
 * MessageState#DEAD} at once, on a queued and on an inline source alike. The request of an inline source is
 * answered 2xx, for the sender could do nothing about it either; a repeat, or an operator, runs it again.
 */
public class GiveUp extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Gives up.
     *
     * @param reason why, kept as the message's error
     */
    public GiveUp(String reason) {
        this(reason, null);
    }

    /**
     * Gives up.
     *
     * @param reason why, kept as the message's error
     * @param cause what it came from
     */
    public GiveUp(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
