package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The store's clock, as it goes on from the last claim by the local monotonic clock: what this node's own clock
 * says plays no part.
 */
final class StoreClock {
    private record Reading(Instant at, long nanos) {}

    private final LongSupplier nanoTime;
    private volatile Reading last;

    StoreClock(Instant now, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        last = new Reading(now, nanoTime.getAsLong());
    }

    /** Takes over what a claim has read. */
    void read(Instant now) {
        last = new Reading(now, nanoTime.getAsLong());
    }

    Instant now() {
        Reading reading = last;
        return reading.at().plusNanos(nanoTime.getAsLong() - reading.nanos());
    }
}
