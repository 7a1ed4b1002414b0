package io.github.webhooks4j.send;

import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.WorkLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What delivers on this node: claims due deliveries, makes the requests, writes the results. Any number of nodes may
 * do so over one store.
 *
 * <p><b>Threads.</b> A handful of daemon threads of its own, whatever is in flight, beside those of the transport.
 * Thread-safe.
 */
public final class DeliveryEngine implements AutoCloseable {
    private static final int IDLE_FACTOR = 5;
    private static final Duration GATHER = Duration.ofMillis(2);
    /** Of whichever thread asks. */
    private static final RandomGenerator JITTER =
            () -> ThreadLocalRandom.current().nextLong();

    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final SendSettings settings;
    private final Engines engines;
    private final InFlight inFlight = new InFlight();
    private final StoppedEndpoints stopped = new StoppedEndpoints();
    private final SendNotices notices;
    private final ResultWriter results;
    private final Upkeep upkeep;
    private final DeliveryRun run;
    private final WorkLoop<DeliveryWork> loop;

    DeliveryEngine(SendSettings settings, Clock clock, Transport transport, Engines engines) {
        this.settings = settings;
        this.engines = engines;
        notices = new SendNotices(clock, settings.listeners);
        StoreClock storeClock = new StoreClock(settings.outbox.now(), System::nanoTime);
        results = new ResultWriter(settings.outbox, notices, this::written);
        upkeep = new Upkeep(settings.outbox, settings.retention, notices, this::wake);
        run = new DeliveryRun(
                transport,
                new Requests(settings, new Signers(settings.masterKeys, settings.styles)),
                new Judge(settings.schedule, settings.statusPolicy, JITTER),
                storeClock,
                notices,
                new OperationalEvents(settings, clock),
                results,
                stopped,
                this::settle,
                this::placeFreed);
        loop = loop(new OutboxQueue(settings, inFlight, storeClock, run::notBegun));
    }

    private WorkLoop<DeliveryWork> loop(OutboxQueue queue) {
        return WorkLoop.async("send", settings.node, queue, run)
                .concurrency(settings.concurrency)
                .threads(Math.max(2, Runtime.getRuntime().availableProcessors() / 2))
                .claimAtLeast(Math.max(1, settings.concurrency / 8))
                .gatherFor(GATHER)
                .lease(settings.lease)
                .poll(settings.pollInterval, settings.pollInterval.multipliedBy(IDLE_FACTOR))
                .onAbandoned(run::abandoned)
                .build();
    }

    void start() {
        results.start();
        upkeep.start();
        loop.start();
    }

    /** A full endpoint has a place again: worth a claim at once when there are several, otherwise before long. */
    private void placeFreed(Claim<DeliveryWork> claim) {
        switch (inFlight.end(OutboxQueue.endpoint(claim))) {
            case MANY -> loop.wake();
            case SOME -> loop.expectWork();
            case UNNOTICED -> {}
        }
    }

    /** What a result brought about besides is seen to at once, not at the next poll. */
    private void written(DeliveryResult result) {
        if (result.disable().isPresent()) {
            if (stopped.addAsClaimed(result.claim().work().endpoint().endpoint())) {
                notices.disabled(result.claim(), result.disable().get()); // once, however many were in flight
            }
            settle();
        } else if (!result.followUps().isEmpty()) {
            loop.wake();
        }
    }

    /** Says that there may be due deliveries: they are claimed at once. Never blocks. */
    void wake() {
        loop.wake();
    }

    /** Says that there may be due deliveries soon, after a commit that nobody sees. Never blocks. */
    void expectWork() {
        loop.expectWork();
    }

    /** An endpoint has another state: what was claimed before it was disabled or removed is not begun. */
    void changed(Endpoint endpoint) {
        if (endpoint.state() != EndpointState.ENABLED) {
            stopped.add(endpoint);
        }
    }

    /** Moves waiting deliveries soon to the state that fits their endpoints. */
    void settle() {
        upkeep.settleNow();
        loop.wake();
    }

    /** Closes it, waiting as long as {@link WebhooksBuilder#drain} says for what is in flight. */
    @Override
    public void close() {
        close(settings.drain);
    }

    /**
     * Claims nothing more, gives back what was claimed and not begun, and waits for requests in flight; what is in
     * flight at the deadline is recorded as unknown, to be tried again by its schedule. Returns at the latest some
     * seconds after the deadline. Closing it again does nothing.
     *
     * @param limit how long requests in flight may take
     */
    public void close(Duration limit) {
        loop.close(limit);
        upkeep.close();
        results.close(LAST_WRITES);
        engines.end(this);
    }
}
