package io.github.webhooks4j.jdbc.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What waits to be stored, bounded by count and by bytes of bodies. Thread-safe. */
final class InsertQueue {
    private final WriterSettings bounds;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<PendingInsert> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    InsertQueue(WriterSettings bounds) {
        this.bounds = bounds;
    }

    /** Never waits; {@code false} when it is full or closed. What comes alone is taken whatever its size. */
    boolean offer(PendingInsert insert) {
        long bytes = insert.message().body().length;
        lock.lock();
        try {
            boolean full = waiting.size() >= bounds.queueMessages()
                    || (!waiting.isEmpty() && waitingBytes + bytes > bounds.queueBytes());
            if (closed || full) {
                return false;
            }
            waiting.add(insert);
            waitingBytes += bytes;
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first, and takes what is there by then; nothing once it is closed and empty. */
    List<PendingInsert> takeBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            List<PendingInsert> batch = new ArrayList<>();
            long bytes = 0;
            @Nullable PendingInsert next = waiting.peek();
            while (next != null && batch.size() < bounds.batchMessages()) {
                bytes += next.message().body().length;
                if (!batch.isEmpty() && bytes > bounds.batchBytes()) {
                    break;
                }
                batch.add(removeFirst());
                next = waiting.peek();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what has waited so long; the longest waiting stands first. */
    List<PendingInsert> removeOlderThan(long ageNanos, long nowNanos) {
        lock.lock();
        try {
            List<PendingInsert> old = new ArrayList<>();
            @Nullable PendingInsert next = waiting.peek();
            while (next != null && next.ageNanos(nowNanos) >= ageNanos) {
                old.add(removeFirst());
                next = waiting.peek();
            }
            return old;
        } finally {
            lock.unlock();
        }
    }

    private PendingInsert removeFirst() {
        PendingInsert first = waiting.remove();
        waitingBytes -= first.message().body().length;
        return first;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits is still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
