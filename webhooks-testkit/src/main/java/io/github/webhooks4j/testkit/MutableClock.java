package io.github.webhooks4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved.
 *
 * <p>Thread-safe.
 */
public final class MutableClock implements InstantSource {
    private volatile Instant now;

    /**
     * A clock that stands at an instant.
     *
     * @param start where it stands
     */
    public MutableClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Puts it at an instant, earlier or later.
     *
     * @param instant where it stands from now on
     */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /**
     * Moves it.
     *
     * @param by how far; a negative duration moves it back
     */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public String toString() {
        return "MutableClock[" + now + "]";
    }
}
