package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop that claims due work, runs it and has it finished. One thread claims, never more than there are
 * free workers; as many threads as {@link WorkLoopBuilder#concurrency} says run.
 *
 * <p>It asks for work when it is woken, when a worker became free while there was more, and else at an interval
 * that grows while there is nothing to do. When a claim fails, it logs that once, and goes on asking at a
 * growing interval of at most 30 seconds.
 *
 * <p>A claim whose lease has run out by the local clock before its run began (a long pause of the process, say)
 * is dropped and not run: somebody else may have it by now.
 *
 * <p><b>Threads.</b> Thread-safe. Its own threads are named {@code webhooks-NAME-0} (claims) and {@code
 * webhooks-NAME-1} and so on (run). They are daemons: a process that ends without {@link #close} is not held
 * up, and the leases of what ran then run out.
 *
 * @param <T> the kind of work
 */
public final class WorkLoop<T> implements AutoCloseable {
    /** How much runs at the same time unless told otherwise: 8. */
    public static final int DEFAULT_CONCURRENCY = 8;

    /** How long a claim holds unless told otherwise: one minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);

    /** How often it asks for work unless told otherwise: every second. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    /** How often it asks for work after a while without any, unless told otherwise: every five seconds. */
    public static final Duration DEFAULT_IDLE_INTERVAL = Duration.ofSeconds(5);

    /** How long {@link #close()} waits for what runs: 20 seconds. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(20);

    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final WorkLoopBuilder<T> settings;
    private final Handover<T> handover;
    private final List<Thread> threads = new ArrayList<>();
    private boolean started;

    WorkLoop(WorkLoopBuilder<T> settings) {
        this.settings = settings;
        handover = new Handover<>(settings.concurrency);
    }

    /**
     * A loop to be set up.
     *
     * @param name what its threads and log lines are called
     * @param node which node this is, for the claims
     * @param queue where work comes from
     * @param runner what is done with it
     * @param <T> the kind of work
     * @return the builder
     */
    public static <T> WorkLoopBuilder<T> builder(String name, String node, WorkQueue<T> queue, WorkRunner<T> runner) {
        return new WorkLoopBuilder<>(name, node, queue, runner);
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
        threads.add(thread(0, this::claimUntilClosed));
        for (int i = 1; i <= settings.concurrency; i++) {
            threads.add(thread(i, this::runUntilClosed));
        }
        threads.forEach(Thread::start);
        return this;
    }

    private Thread thread(int number, Runnable body) {
        Thread thread = new Thread(body, "webhooks-" + settings.name + "-" + number);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Says that there is new work: it is claimed at once, or as soon as a worker is free. Never blocks, never
     * lost; many calls may end in one claim.
     */
    public void wake() {
        handover.wake();
    }

    /** Closes it, waiting {@link #DEFAULT_DRAIN} for what runs. */
    @Override
    public void close() {
        close(DEFAULT_DRAIN);
    }

    /**
     * Claims nothing more, releases what was claimed and not begun, and waits for what runs; what still runs at
     * the deadline is interrupted. Returns at the latest one second after the deadline; whatever ignores the
     * interrupt until then goes on by itself. When the calling thread is interrupted, the deadline is now.
     *
     * @param drain how long what runs may take; zero interrupts at once
     */
    public void close(Duration drain) {
        handover.close();
        List<Thread> mine;
        synchronized (this) {
            mine = threads.stream()
                    .filter(thread -> thread != Thread.currentThread())
                    .toList();
        }
        if (awaitEnd(mine, drain)) {
            return;
        }
        mine.forEach(Thread::interrupt);
        if (!awaitEnd(mine, AFTER_INTERRUPT)) {
            long left = mine.stream().filter(Thread::isAlive).count();
            log.warn("work goes on after the loop closed loop={} threads={}", settings.name, left);
        }
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

    private void claimUntilClosed() {
        Pace pace = new Pace(settings.pollInterval, settings.idleInterval, MAX_BACKOFF);
        try {
            for (int free = handover.awaitFreeSlots(); free > 0; free = handover.awaitFreeSlots()) {
                int claimed = claim(free, pace);
                if (claimed < 0) {
                    handover.pause(jittered(pace.afterFailure()), settings.pollInterval.toNanos());
                } else if (claimed == 0) {
                    handover.pause(jittered(pace.afterNothing()), 0);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() does that: this thread ends
        }
    }

    /** How many were claimed; below zero when the claim failed. */
    private int claim(int free, Pace pace) {
        long beginBefore = settings.nanoTime.getAsLong() + settings.lease.toNanos() / 10 * 9;
        List<Claim<T>> claims;
        try {
            claims = List.copyOf(settings.queue.claim(free, settings.lease, settings.node));
        } catch (Throwable e) {
            if (!pace.isFailing() && !handover.isClosed()) {
                log.warn("claim failed, tried again until it works loop={}", settings.name, e);
            }
            return -1;
        }
        if (pace.isFailing()) {
            log.info("claims work again loop={}", settings.name);
        }
        pace.afterSuccess(claims.size());
        if (!handover.put(claims.stream()
                .map(claim -> new Handover.Item<>(claim, beginBefore))
                .toList())) {
            claims.forEach(this::release);
        }
        return claims.size();
    }

    private static long jittered(Duration interval) {
        return (long)
                (interval.toNanos() * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
    }

    private void runUntilClosed() {
        try {
            for (Handover.@Nullable Item<T> item = handover.take(); item != null; item = handover.take()) {
                try {
                    runOrRelease(item);
                } finally {
                    handover.done();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // only close() does that: this thread ends
        }
    }

    private void runOrRelease(Handover.Item<T> item) {
        Claim<T> claim = item.claim();
        if (handover.isClosed()) {
            release(claim);
        } else if (settings.nanoTime.getAsLong() - item.beginBefore() >= 0) {
            log.warn(
                    "claim dropped, its lease ran out before it began loop={} id={} attempt={}",
                    settings.name,
                    claim.id(),
                    claim.attempt());
        } else {
            guarded("runner threw, its result is not written", claim, settings.runner);
            if (!handover.isClosed()) {
                Thread.interrupted(); // what a runner left behind is not for the next
            }
        }
    }

    private void release(Claim<T> claim) {
        guarded("claim not released, its lease runs out", claim, settings.queue::release);
    }

    private void guarded(String failure, Claim<T> claim, WorkRunner<T> action) {
        try {
            action.run(claim);
        } catch (Throwable e) {
            try {
                log.error("{} loop={} id={} attempt={}", failure, settings.name, claim.id(), claim.attempt(), e);
            } catch (Throwable alsoLost) {
                e.addSuppressed(alsoLost); // no memory even for a log line: the worker lives on all the same
            }
        }
    }
}
