package io.github.webhooks4j.send;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * What a {@link MasterKeySource} said, kept for a while, so that a slow or hanging one does not hold up deliveries. It
 * is asked for a name by one thread of its own at a time; whoever waits for the answer waits no longer than the
 * deadline of that call, and nobody waits for a call that is past it. Thread-safe.
 */
final class FetchedKeys {
    /** How long a call of the source is waited for. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** How long a key is kept before the source is asked again. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** How long nobody asks again for a key that could not be had. */
    static final Duration REFUSED = Duration.ofSeconds(5);

    /** Stored texts name the keys, so the number of names has a bound. */
    private static final int MAX_NAMES = 64;

    private final MasterKeySource source;
    private final LongSupplier nanos;
    private final Map<String, Call> calls = new LinkedHashMap<>();

    private static final class Call {
        private final CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
        private final long startedAt;
        private volatile long endedAt;

        private Call(long startedAt) {
            this.startedAt = startedAt;
        }
    }

    FetchedKeys(MasterKeySource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /**
     * A key by its name.
     *
     * @throws ExecutionException with what the source threw
     * @throws TimeoutException when the source has not answered by the deadline
     */
    Optional<byte[]> key(String name) throws ExecutionException, TimeoutException, InterruptedException {
        Call call = call(name);
        long left = DEADLINE.toNanos() - (nanos.getAsLong() - call.startedAt);
        return call.answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    }

    private synchronized Call call(String name) throws TimeoutException {
        Call known = calls.get(name);
        if (known != null && !isSpent(known)) {
            return known;
        }
        calls.values().removeIf(this::isSpent);
        if (calls.size() >= MAX_NAMES) {
            throw new TimeoutException("too many keys are asked for at once");
        }
        Call call = new Call(nanos.getAsLong());
        Thread thread = new Thread(() -> ask(name, call), "webhooks-master-key");
        thread.setDaemon(true);
        thread.start();
        calls.put(name, call);
        return call;
    }

    private void ask(String name, Call call) {
        try {
            Optional<byte[]> key = source.key(name);
            call.endedAt = nanos.getAsLong();
            call.answer.complete(key);
        } catch (Throwable e) {
            call.endedAt = nanos.getAsLong();
            call.answer.completeExceptionally(e);
        }
    }

    /** A call that hangs is never spent: a second one would hang beside it. */
    private boolean isSpent(Call call) {
        if (!call.answer.isDone()) {
            return false;
        }
        boolean found =
                !call.answer.isCompletedExceptionally() && call.answer.join().isPresent();
        return nanos.getAsLong() - call.endedAt >= (found ? KEPT : REFUSED).toNanos();
    }
}
