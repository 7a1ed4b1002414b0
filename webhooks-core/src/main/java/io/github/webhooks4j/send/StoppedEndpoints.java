package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Endpoints that were disabled or removed while this node may hold claims for them: what was claimed while they were
 * enabled is not begun any more. Thread-safe.
 */
final class StoppedEndpoints {
    private static final int MAX_KEPT = 10_000;

    private final Map<UUID, Instant> stopped = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > MAX_KEPT; // its claims are long over
        }
    };

    /** Stopped as this tells: what was claimed in an earlier state is not begun. */
    void add(Endpoint now) {
        put(now.id(), now.stateSince());
    }

    /** Stopped in the state in which this was claimed; {@code false} when that was known. */
    synchronized boolean addAsClaimed(Endpoint claimed) {
        if (includes(claimed)) {
            return false;
        }
        put(claimed.id(), claimed.stateSince().plusNanos(1));
        return true;
    }

    private synchronized void put(UUID id, Instant since) {
        stopped.remove(id);
        stopped.put(id, since);
    }

    /** Whether it was stopped after it was claimed in this state; a state that came later counts. */
    synchronized boolean includes(Endpoint claimed) {
        Instant since = stopped.get(claimed.id());
        return since != null && claimed.stateSince().isBefore(since);
    }
}
