package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the thread that claims meets the threads that start runs: free slots one way, claims the other. A claim
 * occupies a slot from {@link #put} to {@link #done}.
 */
final class Handover<T> {
    /** How soon after an expectation the first claim is. */
    static final Duration FIRST_LOOK = Duration.ofMillis(10);

    /** A signal may be lost to an error such as no memory; whoever waits for slots looks again after so long. */
    private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A claim on its way to its end, which comes once. */
    static final class Item<T> {
        private final Claim<T> claim;
        private final Lease lease;
        private final AtomicBoolean ended = new AtomicBoolean();

        Item(Claim<T> claim, Lease lease) {
            this.claim = claim;
            this.lease = lease;
        }

        Claim<T> claim() {
            return claim;
        }

        Lease lease() {
            return lease;
        }

        boolean hasEnded() {
            return ended.get();
        }

        /** {@code true} for the first call only. */
        boolean end() {
            return ended.compareAndSet(false, true);
        }
    }

    private final int slots;
    private final int atLeast;
    private final long gatherNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition slotFreed = lock.newCondition();
    private final Condition itemAdded = lock.newCondition();
    private final Condition woken = lock.newCondition();
    private final Queue<Item<T>> items = new ArrayDeque<>();
    private final AtomicInteger occupied = new AtomicInteger();
    private volatile long freeSince = System.nanoTime();
    private long expectedAt;
    private volatile boolean expectPending;
    private volatile boolean wakePending;
    private volatile boolean closed;

    /**
     * @param atLeast how many slots have to be free before a claim is worth it
     * @param gather how long fewer free slots wait for more
     */
    Handover(int slots, int atLeast, Duration gather) {
        this.slots = slots;
        this.atLeast = atLeast;
        this.gatherNanos = gather.toNanos();
    }

    /**
     * Waits for free slots; none means closed. A wake-up that came before this returns is used up by the claim
     * that follows, one that comes later is kept.
     */
    int awaitFreeSlots() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long nanos = untilEnough(); nanos > 0 && !closed; nanos = untilEnough()) {
                slotFreed.awaitNanos(nanos);
            }
            wakePending = false;
            freeSince = System.nanoTime();
            return closed ? 0 : free();
        } finally {
            lock.unlock();
        }
    }

    private int free() {
        return slots - occupied.get();
    }

    /** How long to wait for more free slots before looking again; nothing when there are enough. */
    private long untilEnough() {
        int free = free();
        if (free <= 0) {
            return RECHECK_NANOS;
        }
        return free >= atLeast ? 0 : Math.min(RECHECK_NANOS, gatherNanos - (System.nanoTime() - freeSince));
    }

    /** Hands claims over; {@code false} when it is closed and took none of them. */
    boolean put(List<Item<T>> claimed) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            for (Item<T> item : claimed) {
                items.add(item);
                occupied.incrementAndGet();
            }
            itemAdded.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a claim; {@code null} when it is closed and nothing is left. */
    @Nullable
    Item<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !closed) {
                itemAdded.await();
            }
            return items.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the slot of an item. Takes the lock only when somebody may wait for just this slot. */
    void done() {
        if (occupied.get() >= slots) {
            freeSince = System.nanoTime();
        }
        int free = slots - occupied.decrementAndGet();
        if (free != 1 && free != atLeast && !closed) {
            return;
        }
        lock.lock();
        try {
            slotFreed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Once it is closed: waits so long for a state that is looked at whenever a slot is freed. */
    boolean awaitAfterClose(BooleanSupplier state, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (!state.getAsBoolean()) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                slotFreed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits so long, or until woken or closed; no longer than {@link #FIRST_LOOK} after an expectation. For the
     * first part of the wait it hears nothing but a close.
     */
    void pause(long nanos, long deafNanos) throws InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long limit = nanos;
                if (expectPending) {
                    limit = Math.min(limit, Math.max(deafNanos, expectedAt - start + FIRST_LOOK.toNanos()));
                }
                if (wakePending) {
                    limit = Math.min(limit, deafNanos);
                }
                long left = limit - (System.nanoTime() - start);
                if (left <= 0) {
                    return;
                }
                woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the next pause, or the one that goes on, end. Many calls before that count as one. */
    void wake() {
        if (wakePending) {
            return;
        }
        lock.lock();
        try {
            wakePending = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the next pause, or the one that goes on, short. Many calls until it is taken count as one. */
    void expect() {
        if (expectPending) {
            return;
        }
        lock.lock();
        try {
            expectedAt = System.nanoTime();
            expectPending = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether work was expected since the last call; called before a claim, so that none is forgotten. */
    boolean takeExpectation() {
        if (!expectPending) {
            return false; // not written: an expectation that comes just now stays
        }
        expectPending = false;
        return true;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            slotFreed.signalAll();
            itemAdded.signalAll();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
