package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when a claim may be begun, by a local monotonic clock. A process that was paused notices here that
 * somebody else may have the work by now.
 *
 * <p>Immutable; one instance serves every claim of a batch.
 */
public final class Lease {
    private final long start;
    private final long length;
    private final LongSupplier nanoTime;

    private Lease(long start, long length, LongSupplier nanoTime) {
        this.start = start;
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /**
     * A lease that starts now.
     *
     * @param length how long what it is for may be begun
     * @param nanoTime the clock, such as {@code System::nanoTime}
     * @return the lease
     */
    public static Lease startingNow(Duration length, LongSupplier nanoTime) {
        return new Lease(nanoTime.getAsLong(), length.toNanos(), nanoTime);
    }

    /**
     * Whether a run may still begin.
     *
     * @return {@code false} once the time is over: give up, do not send
     */
    public boolean mayBegin() {
        return nanosLeft() > 0;
    }

    /**
     * How long a run may still begin.
     *
     * @return the time left; zero when it is over
     */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    private long nanosLeft() {
        return length - (nanoTime.getAsLong() - start);
    }

    @Override
    public String toString() {
        return "Lease[left=" + left() + "]";
    }
}
