package io.github.webhooks4j.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How a loop is set up. Not thread-safe.
 *
 * @param <T> the kind of work
 */
public final class WorkLoopBuilder<T> {
    final String name;
    final String node;
    final WorkQueue<T> queue;
    final AsyncRunner<T> runner;
    final boolean async;
    int concurrency = WorkLoop.DEFAULT_CONCURRENCY;
    OptionalInt threads = OptionalInt.empty();
    int claimAtLeast = WorkLoop.DEFAULT_CLAIM_AT_LEAST;
    Duration gatherTime = WorkLoop.DEFAULT_GATHER_TIME;
    Consumer<Claim<T>> onAbandoned = claim -> {};
    Duration lease = WorkLoop.DEFAULT_LEASE;
    Duration pollInterval = WorkLoop.DEFAULT_POLL_INTERVAL;
    Duration idleInterval = WorkLoop.DEFAULT_IDLE_INTERVAL;
    LongSupplier nanoTime = System::nanoTime;

    WorkLoopBuilder(String name, String node, WorkQueue<T> queue, AsyncRunner<T> runner, boolean async) {
        this.name = requireNonNull(name, "name");
        this.node = requireNonNull(node, "node");
        this.queue = requireNonNull(queue, "queue");
        this.runner = requireNonNull(runner, "runner");
        this.async = async;
    }

    WorkLoopBuilder(WorkLoopBuilder<T> from) {
        this(from.name, from.node, from.queue, from.runner, from.async);
        concurrency = from.concurrency;
        threads = from.threads;
        claimAtLeast = from.claimAtLeast;
        gatherTime = from.gatherTime;
        onAbandoned = from.onAbandoned;
        lease = from.lease;
        pollInterval = from.pollInterval;
        idleInterval = from.idleInterval;
        nanoTime = from.nanoTime;
    }

    /**
     * How much runs at the same time.
     *
     * @param slots from 1 to 1,000, or to 100,000 when runs are asynchronous; default {@value
     *     WorkLoop#DEFAULT_CONCURRENCY}
     * @return this builder
     */
    public WorkLoopBuilder<T> concurrency(int slots) {
        concurrency = slots;
        return this;
    }

    /**
     * How many threads start asynchronous runs. Others have as many as {@link #concurrency} says.
     *
     * @param threads from 1 to 1,000; default {@value WorkLoop#DEFAULT_THREADS}
     * @return this builder
     */
    public WorkLoopBuilder<T> threads(int threads) {
        this.threads = OptionalInt.of(threads);
        return this;
    }

    /**
     * How many slots have to be free for a claim to be worth a statement: under load they become free one by
     * one. Fewer than that wait for more, but not longer than {@link #gatherFor} says.
     *
     * @param slots from 1 to {@link #concurrency}; default {@value WorkLoop#DEFAULT_CLAIM_AT_LEAST}
     * @return this builder
     */
    public WorkLoopBuilder<T> claimAtLeast(int slots) {
        claimAtLeast = slots;
        return this;
    }

    /**
     * How long fewer free slots than {@link #claimAtLeast} wait for more, counted from when the first of them
     * became free or from the last claim, whichever was later.
     *
     * @param time not negative, and not longer than the poll interval; default none
     * @return this builder
     */
    public WorkLoopBuilder<T> gatherFor(Duration time) {
        gatherTime = requireNonNull(time, "time");
        return this;
    }

    /**
     * What is told of each asynchronous run that is still in flight when a close has waited long enough: how it
     * ends, nobody will know. Called on the thread that closes, which waits for it: note the claim and return.
     *
     * @param action takes the claim; what it throws is logged
     * @return this builder
     */
    public WorkLoopBuilder<T> onAbandoned(Consumer<Claim<T>> action) {
        onAbandoned = requireNonNull(action, "action");
        return this;
    }

    /**
     * How long a claim holds: longer than any run takes.
     *
     * @param lease positive; default one minute
     * @return this builder
     */
    public WorkLoopBuilder<T> lease(Duration lease) {
        this.lease = requireNonNull(lease, "lease");
        return this;
    }

    /**
     * How often it asks for work when it was not woken. A fifth more or less is left to chance.
     *
     * @param busy while there is work; positive, default one second
     * @param idle after a while without any; not shorter, default five seconds
     * @return this builder
     */
    public WorkLoopBuilder<T> poll(Duration busy, Duration idle) {
        pollInterval = requireNonNull(busy, "busy");
        idleInterval = requireNonNull(idle, "idle");
        return this;
    }

    /** The local clock that leases are checked against, for tests. */
    WorkLoopBuilder<T> nanoTime(LongSupplier clock) {
        nanoTime = clock;
        return this;
    }

    /**
     * The loop, not started.
     *
     * @return the loop
     * @throws IllegalArgumentException naming every setting that is not allowed
     */
    public WorkLoop<T> build() {
        List<String> faults = new ArrayList<>();
        addSlotFaults(faults);
        if (lease.isZero() || lease.isNegative()) {
            faults.add("lease is " + lease + " but must be positive");
        }
        if (pollInterval.isZero() || pollInterval.isNegative()) {
            faults.add("poll interval is " + pollInterval + " but must be positive");
        }
        if (idleInterval.compareTo(pollInterval) < 0) {
            faults.add("idle interval is " + idleInterval + " but must be >= poll interval (" + pollInterval + ")");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("work loop " + name + ": " + String.join("; ", faults));
        }
        return new WorkLoop<>(new WorkLoopBuilder<>(this));
    }

    private void addSlotFaults(List<String> faults) {
        int most = async ? 100_000 : 1000;
        if (concurrency < 1 || concurrency > most) {
            faults.add("concurrency is " + concurrency + " but must be from 1 to " + most);
        }
        if (!async && threads.isPresent()) {
            faults.add("threads is set but only asynchronous runs share threads: set concurrency");
        } else if (async && (threads() < 1 || threads() > 1000)) {
            faults.add("threads is " + threads() + " but must be from 1 to 1000");
        }
        if (claimAtLeast < 1 || claimAtLeast > concurrency) {
            faults.add("claimAtLeast is " + claimAtLeast + " but must be from 1 to concurrency (" + concurrency + ")");
        }
        if (gatherTime.isNegative() || gatherTime.compareTo(pollInterval) > 0) {
            faults.add("gather time is " + gatherTime + " but must be from 0 to poll interval (" + pollInterval + ")");
        }
    }

    int threads() {
        return async ? threads.orElse(WorkLoop.DEFAULT_THREADS) : concurrency;
    }
}
