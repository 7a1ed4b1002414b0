package io.github.webhooks4j.receive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One request under way. It is answered once: whoever comes first, the path or a deadline, wins.
 */
final class Arrival {
    private final Source source;
    private final Executor requestThread;
    private final BiConsumer<Arrival, Throwable> failed;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

    /**
     * @param failed takes what a step on the request's thread threw, and answers
     */
    Arrival(Source source, Executor requestThread, BiConsumer<Arrival, Throwable> failed) {
        this.source = source;
        this.failed = failed;
        this.requestThread = requestThread;
    }

    Source source() {
        return source;
    }

    long startedNanos() {
        return startedNanos;
    }

    CompletableFuture<Receipt> receipt() {
        return receipt;
    }

    /** Completed with {@code true} when the store answered in time. */
    CompletableFuture<Boolean> stored() {
        return stored;
    }

    /** Tells that the store answered; {@code false} when the deadline had passed before. */
    boolean isStored() {
        return stored.complete(true);
    }

    /** Tells that the deadline passed; {@code false} when the store had answered before. */
    boolean giveUpStoring() {
        return stored.complete(false);
    }

    /** Answers, unless somebody did before; no deadline has anything to say from here on. */
    void answer(Receipt answer) {
        stored.complete(true);
        receipt.complete(answer);
    }

    /** Runs a step where application code may run and may block. */
    void onRequestThread(Runnable step, Consumer<RuntimeException> refused) {
        run(requestThread, this, step, refused);
    }

    /** Runs a step of a request on some thread; what it throws is answered. */
    static void run(Executor thread, Arrival arrival, Runnable step, Consumer<RuntimeException> refused) {
        try {
            thread.execute(() -> {
                try {
                    step.run();
                } catch (Throwable e) {
                    arrival.failed.accept(arrival, e);
                }
            });
        } catch (RejectedExecutionException | IllegalStateException e) {
            refused.accept(e);
        }
    }
}
