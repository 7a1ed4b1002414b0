package io.github.webhooks4j.receive;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Local time limits, by the monotonic clock: one thread that only hands on. */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final Executor workers;

    /**
     * @param workers where what is due runs; never on the timer's thread
     */
    Deadlines(Executor workers) {
        this.workers = workers;
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
        ScheduledFuture<?> scheduled = handOnAfter(delay, () -> later(due));
        var unused = future.whenComplete((value, failure) -> scheduled.cancel(false));
    }

    /** Runs on the timer's one thread: only to hand something on. */
    ScheduledFuture<?> handOnAfter(Duration delay, Runnable handOn) {
        return timer.schedule(handOn, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs again and again, each time the interval after the run before was handed on. */
    ScheduledFuture<?> every(Duration interval, Runnable due) {
        return timer.scheduleWithFixedDelay(
                () -> later(due), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    void later(Runnable due) {
        try {
            workers.execute(due);
        } catch (RejectedExecutionException e) {
            due.run(); // closing: what is left is little, and answering late is worse than on this thread
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
    }
}
