package io.github.webhooks4j.receive;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that failed and knows how soon another attempt makes sense. On a queued source it
 * takes the place of the schedule's next delay, and counts as an attempt of it. On an inline source the
 * answer is 503 with {@code Retry-After} instead of 500.
 */
public class RetryAfter extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How soon. */
    private final Duration delay;

    /**
     * A failure to be tried again.
     *
     * @param delay from now; not negative, at most 30 days
     */
    public RetryAfter(Duration delay) {
        this(delay, "retry after " + delay, null);
    }

    /**
     * A failure to be tried again.
     *
     * @param delay from now; not negative, at most 30 days
     * @param message what failed
     * @param cause what it came from
     */
    public RetryAfter(Duration delay, String message, @Nullable Throwable cause) {
        super(message, cause);
        if (delay.isNegative() || delay.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("delay is " + delay + " but must be from 0 to 30 days");
        }
        this.delay = delay;
    }

    /**
     * How soon.
     *
     * @return from the time it was thrown
     */
    public Duration delay() {
        return delay;
    }
}
