package io.github.webhooks4j.servlet;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the read deadlines of requests that hold no thread: one thread that only hands on, started when it
 * is needed, and needed again when a container that was stopped starts the same servlet once more.
 */
final class ReadTimer implements AutoCloseable {
    private @Nullable ScheduledThreadPoolExecutor timer;

    synchronized Future<?> after(Duration delay, Runnable due) {
        ScheduledThreadPoolExecutor running = timer;
        if (running == null) {
            running = started();
            timer = running;
        }
        return running.schedule(due, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor started() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "webhooks-read-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }
}
