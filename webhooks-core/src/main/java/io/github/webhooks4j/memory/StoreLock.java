package io.github.webhooks4j.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one lock of a store, which is its transaction, and its clock. */
final class StoreLock {
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;

    StoreLock(InstantSource clock) {
        this.clock = clock;
    }

    /** To the microsecond, as databases keep it. */
    Instant now() {
        return Copies.micros(clock.instant());
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
