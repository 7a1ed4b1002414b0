package io.github.webhooks4j.servlet;

import io.github.webhooks4j.receive.Receipt;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes the thread that waits for an answer the one that does the work for it. */
final class HandOver implements Executor {
    /** The receiver keeps its own deadlines, all of them shorter; past this it is broken. */
    static final Duration LONGEST = Duration.ofMinutes(12);

    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private boolean closed;

    /** Queues work for the waiting thread, and refuses it once that thread has its answer. */
    @Override
    public synchronized void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the request was answered");
        }
        work.add(task);
    }

    /** Works until there is an answer. */
    Receipt runUntilDone(CompletionStage<Receipt> stage) {
        AtomicReference<@Nullable Receipt> answer = new AtomicReference<>();
        stage.whenComplete((receipt, failure) -> {
            answer.set(receipt == null ? Receipt.empty(500) : receipt);
            work.add(() -> {}); // wakes the waiting thread
        });
        long end = System.nanoTime() + LONGEST.toNanos();
        boolean interrupted = false;
        while (answer.get() == null && !interrupted) {
            interrupted = !workOnce(end - System.nanoTime());
        }
        close();
        Receipt receipt = answer.get();
        return receipt == null ? Receipt.empty(503).with("Retry-After", "30") : receipt;
    }

    private boolean workOnce(long nanos) {
        try {
            Runnable task = work.poll(nanos, TimeUnit.NANOSECONDS);
            if (task == null) {
                return false;
            }
            task.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What came between the answer and this moment is little: closing a claim that nobody waits for. */
    private void close() {
        synchronized (this) {
            closed = true;
        }
        for (Runnable left = work.poll(); left != null; left = work.poll()) {
            left.run();
        }
    }
}
