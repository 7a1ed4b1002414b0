package io.github.webhooks4j.servlet;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Watches the read deadlines of requests that hold no thread: one thread that only hands on. */
final class ReadTimer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    ReadTimer() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "webhooks-read-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    Future<?> after(Duration delay, Runnable due) {
        return timer.schedule(due, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
