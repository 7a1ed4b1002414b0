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
import java.util.concurrent.locks.ReentrantLock;
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
    private static final Logger log = LoggerFactory.getLogger(ResultWriter.class);

    private record Waiting(DeliveryResult result, CompletableFuture<Object> written) {}

    private final OutboxStore store;
    private final SendNotices notices;
    private final Runnable disabled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closing;
    private boolean ended;
    private Duration pause = Duration.ZERO;

    /** {@code disabled} hears that a result has disabled an endpoint, whose other deliveries are to be held. */
    ResultWriter(OutboxStore store, SendNotices notices, Runnable disabled) {
        this.store = store;
        this.notices = notices;
        this.disabled = disabled;
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
        try {
            for (List<Waiting> batch = take(); !batch.isEmpty(); batch = take()) {
                try {
                    write(batch);
                } catch (Throwable e) {
                    log.error("results not written, their leases run out count={}", batch.size(), e);
                    batch.forEach(one -> one.written().complete(one.result()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() does that: this thread ends
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
        while (true) {
            try {
                Set<UUID> lost =
                        store.finish(batch.stream().map(Waiting::result).toList());
                recovered();
                batch.forEach(one -> done(one, lost));
                return;
            } catch (WebhookException e) {
                if (!e.isRetryable()) {
                    oneByOne(batch, e);
                    return;
                }
                waitAfter(e, batch.size());
            }
        }
    }

    /** One of them is at fault, and it shall not take the others along. */
    private void oneByOne(List<Waiting> batch, WebhookException failure) throws InterruptedException {
        if (batch.size() == 1) {
            Waiting one = batch.get(0);
            log.error(
                    "result refused by the store, its lease runs out delivery={}",
                    one.result().claim().id(),
                    failure);
            one.written().complete(one.result());
            return;
        }
        for (Waiting one : batch) {
            write(List.of(one));
        }
    }

    private void done(Waiting one, Set<UUID> lost) {
        DeliveryResult result = one.result();
        if (lost.contains(result.claim().id())) {
            notices.refused(result);
        } else {
            notices.finished(result);
            result.disable().ifPresent(because -> disabled.run());
        }
        one.written().complete(result);
    }

    private void recovered() {
        if (!pause.isZero()) {
            log.info("results are written again");
            pause = Duration.ZERO;
        }
    }

    private void waitAfter(WebhookException failure, int count) throws InterruptedException {
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
