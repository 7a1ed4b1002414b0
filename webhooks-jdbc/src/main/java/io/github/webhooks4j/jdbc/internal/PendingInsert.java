package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.NewMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A message that waits to be stored, and the stage that its caller holds. */
final class PendingInsert {
    private final NewMessage message;
    private final long arrivedNanos;
    private final CompletableFuture<Insertion> future = new CompletableFuture<>();
    private volatile boolean over;

    PendingInsert(NewMessage message, long arrivedNanos) {
        this.message = message;
        this.arrivedNanos = arrivedNanos;
    }

    NewMessage message() {
        return message;
    }

    CompletableFuture<Insertion> future() {
        return future;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - arrivedNanos;
    }

    /** Nobody waits for it any more: it is not written, or if it is, the sender's repeat finds it. */
    boolean isOver() {
        return over;
    }

    void succeed(Insertion insertion) {
        over = true;
        future.complete(insertion);
    }

    void fail(WebhookException failure, Executor answers) {
        if (!over) {
            over = true;
            answers.execute(() -> future.completeExceptionally(failure));
        }
    }
}
