package io.github.webhooks4j.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the threads that start runs do, for as long as {@link #next} says, and what is in flight. However a claim
 * ends, its slot is freed, once.
 */
final class Running<T> {
    static final String NOT_RELEASED = "claim not released, its lease runs out";

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final WorkLoopBuilder<T> settings;
    private final Handover<T> handover;
    private final Guard guard;
    private final Set<Handover.Item<T>> inFlight = ConcurrentHashMap.newKeySet();

    Running(WorkLoopBuilder<T> settings, Handover<T> handover, Guard guard) {
        this.settings = settings;
        this.handover = handover;
        this.guard = guard;
    }

    /** Waits for a claim and starts its run; {@code false} when it is closed and nothing is left. */
    boolean next() throws InterruptedException {
        Handover.@Nullable Item<T> item = handover.take();
        if (item == null) {
            return false;
        }
        boolean underWay = false;
        try {
            underWay = start(item);
        } finally {
            if (!underWay) {
                end(item);
            }
        }
        return true;
    }

    /** Runs, drops or releases a claim; {@code true} when its end is left to {@link #finished}. */
    private boolean start(Handover.Item<T> item) {
        Claim<T> claim = item.claim();
        if (!item.lease().mayBegin()) {
            log.warn(
                    "claim dropped, its lease ran out before it began loop={} id={} attempt={}",
                    settings.name,
                    claim.id(),
                    claim.attempt());
            guard.run("lost claim not recorded", claim, settings.queue::lost);
            return false;
        }
        if (!begins(item)) {
            guard.run(NOT_RELEASED, claim, settings.queue::release);
            return false;
        }
        try {
            settings.runner.run(claim, item.lease()).whenComplete((result, thrown) -> finished(item, thrown));
            return true;
        } catch (Throwable e) {
            finished(item, e);
            return false;
        } finally {
            if (!handover.isClosed()) {
                Thread.interrupted(); // what a runner left behind is not for the next
            }
        }
    }

    /** In flight first, closed second: what a close does not find in flight does not begin after it. */
    private boolean begins(Handover.Item<T> item) {
        inFlight.add(item);
        if (handover.isClosed()) {
            inFlight.remove(item);
            return false;
        }
        return true;
    }

    private void finished(Handover.Item<T> item, @Nullable Throwable thrown) {
        try {
            if (thrown != null && !item.hasEnded()) {
                guard.tell("runner threw, its result is not written", item.claim(), thrown);
            }
        } finally {
            end(item);
        }
    }

    /** Frees the slot; {@code false} when that was done before. */
    private boolean end(Handover.Item<T> item) {
        if (!item.end()) {
            return false;
        }
        try {
            inFlight.remove(item);
        } finally {
            handover.done();
        }
        return true;
    }

    /** Waits so long for what is in flight; an interrupt ends the wait and is kept. */
    boolean awaitNone(long nanos) {
        try {
            return handover.awaitAfterClose(inFlight::isEmpty, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inFlight.isEmpty();
        }
    }

    /** Waits for nothing any more: what is in flight counts as ended, and is told. */
    void abandon() {
        int abandoned = 0;
        for (Handover.Item<T> item : inFlight) {
            if (end(item)) {
                abandoned++;
                guard.run("abandoned claim not recorded", item.claim(), settings.onAbandoned);
            }
        }
        if (abandoned > 0) {
            log.warn("runs abandoned, the loop closed before they ended loop={} runs={}", settings.name, abandoned);
        }
    }
}
