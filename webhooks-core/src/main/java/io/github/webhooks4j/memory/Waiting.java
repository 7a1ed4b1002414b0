package io.github.webhooks4j.memory;

import io.github.webhooks4j.send.DeliveryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The pending deliveries of each endpoint, the longest due first. Not thread-safe: the store's lock guards it. */
final class Waiting {
    private static final Comparator<DeliveryEntry> BY_DUE =
            Comparator.comparing(DeliveryEntry::dueAt).thenComparing(DeliveryEntry::id);

    private final NavigableMap<UUID, NavigableSet<DeliveryEntry>> queues = new TreeMap<>();

    void add(DeliveryEntry entry) {
        if (entry.state() == DeliveryState.PENDING) {
            queues.computeIfAbsent(entry.endpoint(), endpoint -> new TreeSet<>(BY_DUE))
                    .add(entry);
        }
    }

    void remove(DeliveryEntry entry) {
        queues.computeIfPresent(entry.endpoint(), (endpoint, queue) -> {
            queue.remove(entry);
            return queue.isEmpty() ? null : queue;
        });
    }

    /** The endpoints that have any, from the one after this one and round. */
    List<UUID> endpoints(Optional<UUID> after) {
        if (after.isEmpty()) {
            return List.copyOf(queues.keySet());
        }
        List<UUID> round = new ArrayList<>(queues.tailMap(after.get(), false).keySet());
        round.addAll(queues.headMap(after.get(), true).keySet());
        return round;
    }

    List<DeliveryEntry> due(UUID endpoint, Instant now, int max) {
        return queues.getOrDefault(endpoint, new TreeSet<>(BY_DUE)).stream()
                .limit(Math.max(0, max))
                .takeWhile(entry -> !entry.dueAt().isAfter(now))
                .toList();
    }
}
