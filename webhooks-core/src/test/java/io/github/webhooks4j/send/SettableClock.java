package io.github.webhooks4j.send;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A store's clock that stands still until a test moves it. */
final class SettableClock implements InstantSource {
    private volatile Instant now = SomeClaims.NOW;

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
