package io.github.webhooks4j.send;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many requests of this node are in flight to each endpoint that has any. Thread-safe. */
final class InFlight {
    /** Whether it is worth a claim that a place became free. */
    enum Freed {
        /** The endpoint was not full: nothing waited for a place. */
        UNNOTICED,
        /** It was full, and some of its places are free now. */
        SOME,
        /** It was full, and at least a quarter of its places are free now, or all of them. */
        MANY
    }

    private static final class Count {
        private int now;
        private int limit;
        private boolean full;
    }

    private final Map<UUID, Count> counts = new HashMap<>();

    synchronized void begin(UUID endpoint, int limit) {
        Count count = counts.computeIfAbsent(endpoint, id -> new Count());
        count.now++;
        count.limit = limit;
        count.full |= count.now >= limit;
    }

    synchronized Freed end(UUID endpoint) {
        Count count = counts.get(endpoint);
        if (count == null) {
            return Freed.UNNOTICED;
        }
        count.now--;
        if (count.now == 0) {
            counts.remove(endpoint);
        }
        if (!count.full) {
            return Freed.UNNOTICED;
        }
        return count.now == 0 || count.now <= count.limit - Math.max(1, count.limit / 4) ? Freed.MANY : Freed.SOME;
    }

    /** For a claim: who is full now is passed over by it, and others are full only if it fills them. */
    synchronized Map<UUID, Integer> snapshot() {
        Map<UUID, Integer> now = new HashMap<>();
        counts.forEach((endpoint, count) -> {
            count.full = count.now >= count.limit;
            now.put(endpoint, count.now);
        });
        return now;
    }
}
