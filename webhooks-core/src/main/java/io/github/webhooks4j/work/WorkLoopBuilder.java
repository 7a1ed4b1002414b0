package io.github.webhooks4j.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    final WorkRunner<T> runner;
    int concurrency = WorkLoop.DEFAULT_CONCURRENCY;
    Duration lease = WorkLoop.DEFAULT_LEASE;
    Duration pollInterval = WorkLoop.DEFAULT_POLL_INTERVAL;
    Duration idleInterval = WorkLoop.DEFAULT_IDLE_INTERVAL;
    LongSupplier nanoTime = System::nanoTime;

    WorkLoopBuilder(String name, String node, WorkQueue<T> queue, WorkRunner<T> runner) {
        this.name = requireNonNull(name, "name");
        this.node = requireNonNull(node, "node");
        this.queue = requireNonNull(queue, "queue");
        this.runner = requireNonNull(runner, "runner");
    }

    WorkLoopBuilder(WorkLoopBuilder<T> from) {
        this(from.name, from.node, from.queue, from.runner);
        concurrency = from.concurrency;
        lease = from.lease;
        pollInterval = from.pollInterval;
        idleInterval = from.idleInterval;
        nanoTime = from.nanoTime;
    }

    /**
     * How much runs at the same time.
     *
     * @param workers from 1 to 1,000; default {@value WorkLoop#DEFAULT_CONCURRENCY}
     * @return this builder
     */
    public WorkLoopBuilder<T> concurrency(int workers) {
        concurrency = workers;
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
        if (concurrency < 1 || concurrency > 1000) {
            faults.add("concurrency is " + concurrency + " but must be from 1 to 1000");
        }
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
}
