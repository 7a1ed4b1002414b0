package io.github.webhooks4j.send;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done now and then, on one thread: deliveries are moved to the state that fits their endpoint, and
 * what is over and old enough is deleted, in batches.
 */
final class Upkeep {
    private static final Duration SETTLE_EVERY = Duration.ofMinutes(1);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final int BATCH = 1000;
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final OutboxStore store;
    private final Duration retention;
    private final SendNotices notices;
    private final Runnable settled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean asked;
    private volatile boolean closed;
    private boolean failing;

    Upkeep(OutboxStore store, Duration retention, SendNotices notices, Runnable settled) {
        this.store = store;
        this.retention = retention;
        this.notices = notices;
        this.settled = settled;
        thread = new Thread(this::runUntilClosed, "webhooks-send-upkeep");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Settles soon. */
    void settleNow() {
        lock.lock();
        try {
            asked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void runUntilClosed() {
        long purgedAt = System.nanoTime() - PURGE_EVERY.toNanos();
        while (!closed) {
            guarded(() -> {
                if (settle() > 0) {
                    settled.run();
                }
            });
            if (System.nanoTime() - purgedAt >= PURGE_EVERY.toNanos()) {
                guarded(this::purge);
                if (!isAsked()) { // else the rest of a long purge comes after what was asked for
                    purgedAt = System.nanoTime();
                }
            }
            pause();
        }
    }

    private void purge() {
        long deleted = 0;
        int count = BATCH;
        while (count >= BATCH && !closed && !isAsked()) {
            count = store.purge(store.now().minus(retention), BATCH);
            deleted += count;
        }
        if (deleted > 0) {
            notices.purged(deleted);
        }
    }

    private boolean isAsked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private long settle() {
        long total = 0;
        int count = BATCH;
        while (count >= BATCH && !closed) {
            count = store.settle(BATCH);
            total += count;
        }
        return total;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
            failing = false;
        } catch (Throwable e) {
            if (!failing && !closed) {
                log.warn("upkeep of deliveries failed, tried again", e);
            }
            failing = true;
        }
    }

    private void pause() {
        lock.lock();
        try {
            long left = SETTLE_EVERY.toNanos();
            while (left > 0 && !asked && !closed) {
                left = changed.awaitNanos(left);
            }
            asked = false;
        } catch (InterruptedException e) {
            closed = true; // only close() does that
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        settleNow();
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, CLOSE_LIMIT.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
