package io.github.webhooks4j.receive;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests under way on this node: to wait for when closing, and for repeats to join. */
@SuppressWarnings("CollectionUndefinedEquality") // a future equals itself only, and that is what is meant
final class InFlight {
    private final Set<CompletableFuture<Receipt>> requests = ConcurrentHashMap.newKeySet();
    private final Map<UUID, CompletableFuture<Receipt>> byMessage = new ConcurrentHashMap<>();
    private volatile boolean open;

    void open() {
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Counts a request in, until it is answered; {@code false} when none are taken. */
    boolean enter(CompletableFuture<Receipt> receipt) {
        requests.add(receipt);
        var unused = receipt.whenComplete((answer, failure) -> requests.remove(receipt));
        return open;
    }

    /** Tells which message a request is handling. */
    void handling(UUID message, CompletableFuture<Receipt> receipt) {
        byMessage.put(message, receipt);
        var unused = receipt.whenComplete((answer, failure) -> byMessage.remove(message, receipt));
    }

    /** The request of this node that is handling a message. */
    Optional<CompletableFuture<Receipt>> handlerOf(UUID message) {
        return Optional.ofNullable(byMessage.get(message));
    }

    /** Answers whatever is still under way: nobody else will. */
    void answerLeft(Receipt answer) {
        requests.forEach(receipt -> receipt.complete(answer));
    }

    /** Takes no more. */
    void shut() {
        open = false;
    }

    /** Takes no more, and waits for what is under way. Returns whether all were answered. */
    boolean drain(Duration deadline) {
        open = false;
        try {
            CompletableFuture.allOf(requests.toArray(new CompletableFuture<?>[0]))
                    .get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
