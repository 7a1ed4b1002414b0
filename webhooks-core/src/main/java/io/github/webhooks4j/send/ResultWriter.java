package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results, many to a transaction: those that arrive while one commits form the next. What the store cannot
 * take now is tried again until it can, for the result is worth more than the wait; a fence tells the store if it
 * has become too late. Each result occupies a slot of the loop until it is written, which bounds how many wait.
 */
final class ResultWriter {
    /** Most results of one transaction: 200. */
    static final int BATCH = 200;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How often a single result is tried again after what no store should throw. */
    private static final int MAX_DEFECTS = 5;

    private static final Logger log = LoggerFactory.getLogger(ResultWriter.class);

    private record Waiting(DeliveryResult result, CompletableFuture<Object> written) {}

    private final OutboxStore store;
    private final SendNotices notices;
    private final Consumer<DeliveryResult> held;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closing;
    private boolean ended;
    private Duration pause = Duration.ZERO;

    ResultWriter(OutboxStore store, SendNotices notices, Consumer<DeliveryResult> held) {
        this.store = store;
        this.notices = notices;
        this.held = held;
        thread = new Thread(this::writeUntilClosed, "webhooks-send-results");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Completes when it is written, or given up for ever. */
    CompletionStage<?> write(DeliveryResult result) {
        Waiting added = new Waiting(result, new CompletableFuture<>());
        lock.lock();
        try {
            if (ended) {
                added.written().complete(result);
                return added.written();
            }
            waiting.add(added);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return added.written();
    }

    private void writeUntilClosed() {
        boolean more = true;
        while (more) {
            try {
                List<Waiting> batch = take();
                more = !batch.isEmpty();
                writeOrGiveUp(batch);
            } catch (InterruptedException e) {
                more = false; // only close() does that: this thread ends
            } catch (Throwable e) {
                LockSupport.parkNanos(FIRST_PAUSE.toNanos()); // no memory, say: this thread lives on all the same
            }
        }
    }

    private void writeOrGiveUp(List<Waiting> batch) throws InterruptedException {
        try {
            write(batch);
        } finally {
            batch.forEach(one -> one.written().complete(one.result())); // whatever happened, nobody waits for ever
        }
    }

    /** Waits for results, one for each delivery; none once it is closed and empty. */
    private List<Waiting> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closing) {
                changed.await();
            }
            List<Waiting> batch = new ArrayList<>();
            Set<UUID> deliveries = new HashSet<>();
            while (!waiting.isEmpty()
                    && batch.size() < BATCH
                    && deliveries.add(waiting.element().result().claim().id())) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Waiting> batch) throws InterruptedException {
        int defects = 0;
        while (true) {
            Set<UUID> lost;
            try {
                lost = store.finish(batch.stream().map(Waiting::result).toList());
            } catch (Throwable e) {
                boolean refused = e instanceof WebhookException failure && !failure.isRetryable();
                boolean passes = e instanceof WebhookException failure && failure.isRetryable();
                if (!passes && batch.size() > 1) {
                    oneByOne(batch);
                    return;
                }
                if (refused || (!passes && ++defects > MAX_DEFECTS)) {
                    drop(batch, e);
                    return;
                }
                waitAfter(e, batch.size());
                continue;
            }
            recovered();
            batch.forEach(one -> done(one, lost));
            return;
        }
    }

    /** One of them is at fault, and it shall not take the others along. */
    private void oneByOne(List<Waiting> batch) throws InterruptedException {
        for (Waiting one : batch) {
            write(List.of(one));
        }
    }

    private static void drop(List<Waiting> batch, Throwable failure) {
        for (Waiting one : batch) {
            log.error(
                    "result refused by the store, its lease runs out delivery={}",
                    one.result().claim().id(),
                    failure);
        }
    }

    private void done(Waiting one, Set<UUID> lost) {
        DeliveryResult result = one.result();
        one.written().complete(result); // it is, whatever happens to those who are told
        if (lost.contains(result.claim().id())) {
            notices.refused(result);
        } else {
            held.accept(result);
            notices.finished(result);
        }
    }

    private void recovered() {
        if (!pause.isZero()) {
            log.info("results are written again");
            pause = Duration.ZERO;
        }
    }

    private void waitAfter(Throwable failure, int count) throws InterruptedException {
        if (pause.isZero()) {
            log.warn("results not written, tried again until they are count={}", count, failure);
        }
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        lock.lockInterruptibly();
        try {
            boolean wasClosing = closing;
            long left = (wasClosing ? FIRST_PAUSE : pause).toNanos();
            while (left > 0 && closing == wasClosing) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits, for no longer than that; the leases of the rest run out. */
    void close(Duration limit) {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                log.warn("results not written at close, their leases run out count={}", waiting.size());
            }
            waiting.forEach(one -> one.written().complete(one.result()));
            waiting.clear();
            ended = true;
        } finally {
            lock.unlock();
        }
    }
}
