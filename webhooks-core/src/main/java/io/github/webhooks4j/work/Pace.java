package io.github.webhooks4j.work;

import java.time.Duration;

/** How long to wait before the next claim: doubling while nothing is due, doubling further while claims fail. */
final class Pace {
    private final Duration poll;
    private final Duration idle;
    private final Duration failing;
    private Duration next;
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

    Duration afterNothing() {
        return doubledUpTo(idle);
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
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(limit) < 0 ? doubled : limit;
        return now;
    }
}
