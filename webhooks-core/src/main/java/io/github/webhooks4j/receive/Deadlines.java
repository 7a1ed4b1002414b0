package io.github.webhooks4j.receive;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Local time limits, by the monotonic clock: one thread that only hands on, and two that do what is due. */
final class Deadlines implements AutoCloseable {
    private static final int WORKERS = 2;

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor workers;

    Deadlines() {
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(WORKERS, WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "webhooks-receive-deadline-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        workers.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "webhooks-receive-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs something once the delay has passed, unless the future is done before. */
    void answerAfter(Duration delay, CompletableFuture<?> future, Runnable due) {
        ScheduledFuture<?> scheduled;
        try {
            scheduled = handOnAfter(delay, () -> later(due));
        } catch (RejectedExecutionException closing) {
            later(due);
            return;
        }
        var unused = future.whenComplete((value, failure) -> scheduled.cancel(false));
    }

    /** Runs on the timer's one thread: only to hand something on. */
    ScheduledFuture<?> handOnAfter(Duration delay, Runnable handOn) {
        return timer.schedule(handOn, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs soon, on a thread that may block for a moment: a listener, a short transaction. */
    void later(Runnable due) {
        try {
            workers.execute(due);
        } catch (RejectedExecutionException e) {
            due.run(); // closed: what is left is little, and never answering is worse than this thread
        }
    }

    /** What is left of a span that began at a {@link System#nanoTime()}; never negative. */
    Duration left(long startedNanos, Duration span) {
        Duration left = span.minusNanos(System.nanoTime() - startedNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdown();
    }
}
