package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the one thread that claims does, for as long as {@link #next} says. */
final class Claiming<T> {
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final WorkLoopBuilder<T> settings;
    private final Handover<T> handover;
    private final Guard guard;
    private final Duration beginWithin;
    private final Pace pace;

    Claiming(WorkLoopBuilder<T> settings, Handover<T> handover, Guard guard) {
        this.settings = settings;
        this.handover = handover;
        this.guard = guard;
        beginWithin = settings.lease.dividedBy(10).multipliedBy(9);
        pace = new Pace(settings.pollInterval, settings.idleInterval, MAX_BACKOFF);
    }

    /** Waits for free slots, claims, and pauses when that brought nothing; {@code false} when it is closed. */
    boolean next() throws InterruptedException {
        int free = handover.awaitFreeSlots();
        if (free == 0) {
            return false;
        }
        if (handover.takeExpectation()) {
            pace.expect();
        }
        int claimed = claim(free);
        if (!handover.isClosed()) {
            Thread.interrupted(); // what a queue left behind is not for the pause
        }
        if (claimed < 0) {
            handover.pause(jittered(pace.afterFailure()), settings.pollInterval.toNanos());
        } else if (claimed == 0) {
            handover.pause(jittered(pace.afterNothing()), 0);
        }
        return true;
    }

    /** How many were claimed; below zero when the claim failed. */
    private int claim(int free) {
        Lease lease = Lease.startingNow(beginWithin, settings.nanoTime);
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
        if (!handover.put(
                claims.stream().map(claim -> new Handover.Item<>(claim, lease)).toList())) {
            claims.forEach(claim -> guard.run(Running.NOT_RELEASED, claim, settings.queue::release));
        }
        return claims.size();
    }

    private static long jittered(Duration interval) {
        return (long)
                (interval.toNanos() * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
    }
}
