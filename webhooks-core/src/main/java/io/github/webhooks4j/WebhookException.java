package io.github.webhooks4j;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Infrastructure below this library failed: a database, a disk, a thread pool. The cause is kept; the
 * message holds ids and counts, never a body, a secret or a header value.
 *
 * <p>What a remote party can cause is never an exception but a result, and wrong configuration is an
 * {@link IllegalArgumentException} or {@link IllegalStateException} at start-up.
 */
public class WebhookException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether trying again may help. */
    private final boolean retryable;

    /**
     * A failure that may pass: trying the same again later can succeed.
     *
     * @param message what was being done, with ids
     * @param cause what failed underneath
     */
    public WebhookException(String message, @Nullable Throwable cause) {
        this(message, cause, true);
    }

    /**
     * A failure of the layer below.
     *
     * @param message what was being done, with ids
     * @param cause what failed underneath
     * @param retryable whether trying the same again later can succeed
     */
    public WebhookException(String message, @Nullable Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * Whether trying the same again later can succeed: {@code true} for a lost connection, a time-out, a
     * full queue; {@code false} for a row or a program that the database refuses.
     *
     * @return whether a retry makes sense
     */
    public boolean isRetryable() {
        return retryable;
    }
}
