package io.github.webhooks4j.receive;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how far the senders' signed times are from our clock: one sender's clock may be wrong, the median of
 * many is ours. Genuine requests only, stale ones among them. Thread-safe.
 */
final class SkewWatch {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final int SAMPLES = 100;
    private static final int ENOUGH = 10;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long WARN_EVERY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final long[] millis = new long[SAMPLES];
    private long seen;
    private long warnedAt;
    private boolean warned;

    /** Takes the distance of one request's time from our clock, positive when it lies in the past. */
    synchronized void saw(Duration skew) {
        millis[(int) (seen % SAMPLES)] = skew.toMillis();
        seen++;
        if (seen % ENOUGH == 0) {
            warn(System.nanoTime());
        }
    }

    private void warn(long now) {
        Duration median = Duration.ofMillis(middle());
        if (median.abs().compareTo(LIMIT) > 0 && (!warned || now - warnedAt >= WARN_EVERY_NANOS)) {
            log.warn("clock is far from that of the senders: is ours right? median={}", median);
            warned = true;
            warnedAt = now;
        }
    }

    /** The median of the last hundred; empty while there are too few to tell. */
    synchronized Optional<Duration> median() {
        return seen < ENOUGH ? Optional.empty() : Optional.of(Duration.ofMillis(middle()));
    }

    private long middle() {
        long[] sorted = Arrays.copyOf(millis, (int) Math.min(seen, SAMPLES));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
