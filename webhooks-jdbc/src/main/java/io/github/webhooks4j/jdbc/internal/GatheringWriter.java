package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.NewMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stores many messages with few commits: while one batch commits, the messages that arrive meanwhile form the
 * next. No timer: what arrives at an idle writer is written at once.
 *
 * <p>Stages are completed on threads of their own, so that a slow dependent delays no batch. A stage that is not
 * done by the deadline fails; so does one whose writer waits too long for a connection, which nothing can
 * interrupt. Neither is written any more, unless its batch is under way: then the sender's repeat finds it.
 */
public final class GatheringWriter implements AutoCloseable {
    private static final int ANSWERING_THREADS = 2;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Transactions transactions;
    private final WriterSettings settings;
    private final InsertQueue queue;
    private final BatchWriter batches;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService answers;
    private final ScheduledExecutorService watch;
    private final AtomicBoolean watching = new AtomicBoolean();

    private GatheringWriter(Transactions transactions, InsertTransaction inserts, WriterSettings settings) {
        this.transactions = transactions;
        this.settings = settings;
        this.queue = new InsertQueue(settings);
        this.answers = Executors.newFixedThreadPool(ANSWERING_THREADS, daemons("webhooks-store-answer-"));
        this.watch = Executors.newSingleThreadScheduledExecutor(daemons("webhooks-store-watch-"));
        this.batches = new BatchWriter(transactions, inserts, this::answer);
        ThreadFactory writing = daemons("webhooks-store-writer-");
        for (int i = 0; i < settings.threads(); i++) {
            Writer writer = new Writer();
            writers.add(writer);
            threads.add(writing.newThread(writer));
        }
    }

    /** Starts its threads: daemons, idle until something comes. */
    public static GatheringWriter start(
            Transactions transactions, Dialect dialect, Tables tables, Limits limits, WriterSettings settings) {
        InsertTransaction inserts = new InsertTransaction(dialect, tables, limits.lock());
        GatheringWriter writer = new GatheringWriter(transactions, inserts, settings);
        writer.threads.forEach(Thread::start);
        return writer;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Never waits. */
    public CompletionStage<Insertion> insert(NewMessage message) {
        PendingInsert insert = new PendingInsert(InsertRow.storable(message), System.nanoTime());
        if (!queue.offer(insert)) {
            return CompletableFuture.failedStage(
                    new WebhookException("too many messages wait to be stored, or the store is closed", null));
        }
        startWatching();
        return insert.future().minimalCompletionStage();
    }

    private void answer(Runnable completion) {
        try {
            answers.execute(completion);
        } catch (RejectedExecutionException closed) {
            completion.run();
        }
    }

    /** One thread with one connection at a time. */
    private final class Writer implements Runnable {
        private volatile List<PendingInsert> inFlight = List.of();
        private volatile boolean connecting;
        private volatile long connectingSince;

        @Override
        public void run() {
            try {
                List<PendingInsert> batch = queue.takeBatch();
                while (!batch.isEmpty()) {
                    inFlight = batch;
                    startWatching();
                    write(batch);
                    inFlight = List.of();
                    batch = queue.takeBatch();
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(List<PendingInsert> batch) {
            connectingSince = System.nanoTime();
            connecting = true;
            try (Connection connection = transactions.connection()) {
                connecting = false;
                batches.write(connection, batch);
            } catch (SQLException e) {
                batches.fail(batch, DatabaseErrors.translate("connecting to store messages", e));
            } catch (RuntimeException | Error e) {
                batches.fail(batch, new WebhookException("storing messages failed", e, false));
            } finally {
                connecting = false;
            }
        }

        boolean lacksConnection(long nowNanos) {
            return connecting
                    && nowNanos - connectingSince >= settings.connectionWait().toNanos();
        }
    }

    private void startWatching() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            lookAgainLater();
        }
    }

    private void lookAgainLater() {
        try {
            var unused = watch.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            watching.set(false);
        }
    }

    /** Fails what has waited too long; goes on looking while there is anything to look after. */
    private void look() {
        long now = System.nanoTime();
        failLate(now);
        failUnconnected(now);
        if (isBusy()) {
            lookAgainLater();
            return;
        }
        watching.set(false);
        if (isBusy()) {
            startWatching();
        }
    }

    /** What is under way is not given up: it ends with its transaction, whose statements are limited. */
    private void failLate(long now) {
        List<PendingInsert> late = queue.removeOlderThan(settings.deadline().toNanos(), now);
        batches.fail(late, new WebhookException("not stored within " + settings.deadline(), null));
    }

    private void failUnconnected(long now) {
        List<PendingInsert> stuck = new ArrayList<>();
        for (Writer writer : writers) {
            if (writer.lacksConnection(now)) {
                stuck.addAll(writer.inFlight);
            }
        }
        if (writers.stream().allMatch(writer -> writer.lacksConnection(now))) {
            stuck.addAll(queue.removeOlderThan(settings.connectionWait().toNanos(), now));
        }
        batches.fail(stuck, new WebhookException("no database connection within " + settings.connectionWait(), null));
    }

    private boolean isBusy() {
        return !queue.isEmpty() || writers.stream().anyMatch(writer -> !writer.inFlight.isEmpty());
    }

    /** Writes what waits, for no longer than the deadline, and fails the rest. */
    @Override
    public void close() {
        queue.close();
        long end = System.nanoTime() + settings.deadline().toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        List<PendingInsert> left = new ArrayList<>(queue.removeOlderThan(Long.MIN_VALUE, System.nanoTime()));
        writers.forEach(writer -> left.addAll(writer.inFlight));
        batches.fail(left, new WebhookException("the store was closed", null));
        watch.shutdownNow();
        answers.shutdown();
    }
}
