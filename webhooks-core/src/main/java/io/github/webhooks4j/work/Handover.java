package io.github.webhooks4j.work;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where the thread that claims meets the threads that run: free slots one way, claims the other. */
final class Handover<T> {
    /** A claim, and until when by the local clock it may be begun. */
    record Item<T>(Claim<T> claim, long beginBefore) {}

    private final int slots;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition slotFreed = lock.newCondition();
    private final Condition itemAdded = lock.newCondition();
    private final Condition woken = lock.newCondition();
    private final Queue<Item<T>> items = new ArrayDeque<>();
    private int taken;
    private volatile boolean wakePending;
    private volatile boolean closed;

    Handover(int slots) {
        this.slots = slots;
    }

    /**
     * Waits for free slots; none means closed. A wake-up that came before this returns is used up by the claim
     * that follows, one that comes later is kept.
     */
    int awaitFreeSlots() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && items.size() + taken >= slots) {
                slotFreed.await();
            }
            wakePending = false;
            return closed ? 0 : slots - items.size() - taken;
        } finally {
            lock.unlock();
        }
    }

    /** Hands claims over; {@code false} when it is closed and took none of them. */
    boolean put(List<Item<T>> claimed) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            items.addAll(claimed);
            itemAdded.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a claim and occupies a slot; {@code null} when it is closed and nothing is left. */
    @Nullable
    Item<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !closed) {
                itemAdded.await();
            }
            @Nullable Item<T> item = items.poll();
            if (item != null) {
                taken++;
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** Frees the slot of an item. */
    void done() {
        lock.lock();
        try {
            taken--;
            slotFreed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until woken or closed; for the first part of the wait, only until closed. */
    void pause(long nanos, long deafNanos) throws InterruptedException {
        long start = System.nanoTime();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long passed = System.nanoTime() - start;
                boolean hears = passed >= deafNanos;
                if (passed >= nanos || (wakePending && hears)) {
                    return;
                }
                woken.await(hears ? nanos - passed : Math.min(nanos, deafNanos) - passed, TimeUnit.NANOSECONDS);
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
