package io.github.webhooks4j.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that claims due work, runs it and has it finished. One thread claims, never more than there are
 * free slots; {@link WorkLoopBuilder#concurrency} says how many slots there are. A run of a {@link WorkRunner}
 * has a thread of its own; those of an {@link AsyncRunner} are started by a few threads, and each occupies its
 * slot until its stage completes.
 *
 * <p>It asks for work when it is woken, when a slot became free while there was more, and else at an interval
 * that grows while there is nothing to do. When a claim fails, it logs that once, and goes on asking at a
 * growing interval of at most 30 seconds.
 *
 * <p>A claim whose lease has run out by the local clock before its run began (a long pause of the process, say)
 * is not run and given to {@link WorkQueue#lost}: somebody else may have it by now.
 *
 * <p>Nothing that a queue or a runner throws ends the loop or costs a slot, be it an {@link Error}.
 *
 * <p><b>Threads.</b> Thread-safe. Its own threads are named {@code webhooks-NAME-0} (claims) and {@code
 * webhooks-NAME-1} and so on (run, or start runs). They are daemons: a process that ends without {@link #close} is not held
 * up, and the leases of what ran then run out.
 *
 * @param <T> the kind of work
 */
public final class WorkLoop<T> implements AutoCloseable {
    /** How much runs at the same time unless told otherwise: 8. */
    public static final int DEFAULT_CONCURRENCY = 8;

    /** How many threads start asynchronous runs unless told otherwise: 2. */
    public static final int DEFAULT_THREADS = 2;

    /** How many slots have to be free for a claim unless told otherwise: 1. */
    public static final int DEFAULT_CLAIM_AT_LEAST = 1;

    /** How long fewer free slots wait for more unless told otherwise: not at all. */
    public static final Duration DEFAULT_GATHER_TIME = Duration.ZERO;

    /** How long a claim holds unless told otherwise: one minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);

    /** How often it asks for work unless told otherwise: every second. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    /** How often it asks for work after a while without any, unless told otherwise: every five seconds. */
    public static final Duration DEFAULT_IDLE_INTERVAL = Duration.ofSeconds(5);

    /** How long {@link #close()} waits for what runs: 20 seconds. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);

    /** Of the second that a close may take after its deadline, the rest is for telling what was abandoned. */
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(900);

    private static final long AFTER_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final CompletionStage<?> COMPLETE = CompletableFuture.completedStage("");
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final WorkLoopBuilder<T> settings;
    private final Handover<T> handover;
    private final Claiming<T> claiming;
    private final Running<T> running;
    private final List<Thread> threads = new ArrayList<>();
    private boolean started;

    WorkLoop(WorkLoopBuilder<T> settings) {
        this.settings = settings;
        Guard guard = new Guard(settings.name);
        handover = new Handover<>(settings.concurrency, settings.claimAtLeast, settings.gatherTime);
        claiming = new Claiming<>(settings, handover, guard);
        running = new Running<>(settings, handover, guard);
    }

    /**
     * A loop to be set up, each of whose runs has a thread while it lasts.
     *
     * @param name what its threads and log lines are called
     * @param node which node this is, for the claims
     * @param queue where work comes from
     * @param runner what is done with it
     * @param <T> the kind of work
     * @return the builder
     */
    public static <T> WorkLoopBuilder<T> builder(String name, String node, WorkQueue<T> queue, WorkRunner<T> runner) {
        requireNonNull(runner, "runner");
        AsyncRunner<T> completeOnReturn = (claim, lease) -> {
            runner.run(claim);
            return COMPLETE;
        };
        return new WorkLoopBuilder<>(name, node, queue, completeOnReturn, false);
    }

    /**
     * A loop to be set up, whose runs need no thread while they wait.
     *
     * @param name what its threads and log lines are called
     * @param node which node this is, for the claims
     * @param queue where work comes from
     * @param runner what is done with it
     * @param <T> the kind of work
     * @return the builder
     */
    public static <T> WorkLoopBuilder<T> async(String name, String node, WorkQueue<T> queue, AsyncRunner<T> runner) {
        return new WorkLoopBuilder<>(name, node, queue, runner, true);
    }

    /**
     * Starts its threads; the first claim follows at once.
     *
     * @return this loop
     * @throws IllegalStateException when it was started or closed before
     */
    public synchronized WorkLoop<T> start() {
        if (started || handover.isClosed()) {
            throw new IllegalStateException("work loop " + settings.name + " was started or closed before");
        }
        started = true;
        threads.add(thread(0, claiming::next));
        for (int i = 1; i <= settings.threads(); i++) {
            threads.add(thread(i, running::next));
        }
        threads.forEach(Thread::start);
        return this;
    }

    private Thread thread(int number, Step step) {
        Thread thread = new Thread(() -> repeat(step), "webhooks-" + settings.name + "-" + number);
        thread.setDaemon(true);
        return thread;
    }

    /** One round of a thread; {@code false} when it was the last. */
    private interface Step {
        boolean next() throws InterruptedException;
    }

    private void repeat(Step step) {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = step.next();
            } catch (InterruptedException e) {
                goesOn = !handover.isClosed(); // an interrupt that close() did not send ends nothing
            } catch (Throwable e) {
                tellError(e);
                LockSupport.parkNanos(AFTER_ERROR_NANOS); // an error that stays does not spin
            }
        }
    }

    private void tellError(Throwable thrown) {
        try {
            log.error("the loop goes on after an error loop={}", settings.name, thrown);
        } catch (Throwable e) {
            return; // no memory even for a log line
        }
    }

    /**
     * Says that there is new work: it is claimed at once, or as soon as a slot is free. Never blocks, never
     * lost; many calls may end in one claim.
     */
    public void wake() {
        handover.wake();
    }

    /**
     * Says that there will be new work within moments, at a time that cannot be told, such as after a commit by
     * somebody else. It is looked for after 10, 20, 40 and so on milliseconds up to the poll interval, then as
     * before. Never blocks, never lost; many calls may count as one.
     */
    public void expectWork() {
        handover.expect();
    }

    /** Closes it, waiting {@link #DEFAULT_DRAIN} for what runs. */
    @Override
    public void close() {
        close(DEFAULT_DRAIN);
    }

    /**
     * Claims nothing more, releases what was claimed and not begun, and waits for what runs; what still runs at
     * the deadline is interrupted. Returns at the latest one second after the deadline; whatever ignores the
     * interrupt until then goes on by itself. Asynchronous runs that are still in flight then are given to {@link
     * WorkLoopBuilder#onAbandoned}. When the calling thread is interrupted, the deadline is now.
     *
     * <p>It may be called from within a run; that of an asynchronous run then waits for itself until the
     * deadline.
     *
     * @param drain how long what runs may take; zero interrupts at once
     */
    public void close(Duration drain) {
        long start = System.nanoTime();
        handover.close();
        List<Thread> mine;
        synchronized (this) {
            mine = threads.stream()
                    .filter(thread -> thread != Thread.currentThread())
                    .toList();
        }
        if (awaitEnd(mine, drain) && awaitRuns(drain.toNanos() - (System.nanoTime() - start))) {
            return;
        }
        mine.forEach(Thread::interrupt);
        if (!awaitEnd(mine, AFTER_INTERRUPT)) {
            long left = mine.stream().filter(Thread::isAlive).count();
            log.warn("work goes on after the loop closed loop={} threads={}", settings.name, left);
        }
        if (settings.async) {
            running.abandon();
        }
    }

    private boolean awaitRuns(long nanos) {
        return !settings.async || running.awaitNone(nanos); // other runs ended with their threads
    }

    private static boolean awaitEnd(List<Thread> threads, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = Thread.interrupted();
        boolean ended = true;
        for (Thread thread : threads) {
            try {
                long left = interrupted ? 0 : deadline - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            ended &= !thread.isAlive();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }
}
