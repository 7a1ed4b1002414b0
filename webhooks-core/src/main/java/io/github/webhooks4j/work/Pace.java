package io.github.webhooks4j.work;

import java.time.Duration;

/**
 * How long to wait before the next claim: doubling while nothing is due, doubling further while claims fail; and
 * while work is expected a burst of short waits in between, which changes nothing of what follows.
 */
final class Pace {
    private final Duration poll;
    private final Duration idle;
    private final Duration failing;
    private Duration next;
    private Duration burst = Duration.ZERO;
    private boolean fails;

    Pace(Duration poll, Duration idle, Duration failing) {
        this.poll = poll;
        this.idle = idle;
        this.failing = failing.compareTo(poll) < 0 ? poll : failing;
        next = poll;
    }

    /** Whether the last claim failed. */
    boolean isFailing() {
        return fails;
    }

    void afterSuccess(int claimed) {
        if (fails || claimed > 0) {
            next = poll;
        }
        fails = false;
    }

    /** Begins a burst, or begins it again. */
    void expect() {
        burst = shorter(Handover.FIRST_LOOK, poll);
    }

    Duration afterNothing() {
        if (burst.isZero()) {
            return doubledUpTo(idle);
        }
        Duration now = burst;
        burst = now.compareTo(poll) < 0 ? shorter(now.multipliedBy(2), poll) : Duration.ZERO;
        return now;
    }

    Duration afterFailure() {
        if (!fails) {
            next = poll;
        }
        fails = true;
        return doubledUpTo(failing);
    }

    private Duration doubledUpTo(Duration limit) {
        Duration now = next;
        next = shorter(now.multipliedBy(2), limit);
        return now;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
