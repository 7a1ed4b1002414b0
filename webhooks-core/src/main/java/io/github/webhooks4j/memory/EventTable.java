package io.github.webhooks4j.memory;

import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.StoredEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The events and their idempotency keys. Not thread-safe: the store's lock guards it. */
final class EventTable {
    private record Key(String owner, String key) {}

    private final Map<UUID, StoredEvent> byId = new LinkedHashMap<>();
    private final Map<Key, Published> byKey = new HashMap<>();

    Optional<StoredEvent> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What is told of a repeat. */
    Optional<Published> repeatOf(NewEvent event) {
        return event.idempotencyKey()
                .map(key -> byKey.get(new Key(event.owner(), key)))
                .map(first -> new Published(first.event(), first.deliveries(), true));
    }

    StoredEvent add(NewEvent event, int deliveries, Instant now) {
        StoredEvent stored = new StoredEvent(
                event.id(),
                event.type(),
                event.owner(),
                event.contentType(),
                event.payload(),
                event.tags(),
                event.idempotencyKey(),
                now);
        byId.put(stored.id(), stored);
        stored.idempotencyKey()
                .ifPresent(
                        key -> byKey.put(new Key(event.owner(), key), new Published(stored.id(), deliveries, false)));
        return stored;
    }

    int purge(Set<UUID> inUse, Instant publishedUntil, int max) {
        List<StoredEvent> old = byId.values().stream()
                .filter(event -> !event.createdAt().isAfter(publishedUntil))
                .filter(event -> !inUse.contains(event.id()))
                .limit(max)
                .toList();
        for (StoredEvent event : old) {
            byId.remove(event.id());
            event.idempotencyKey().ifPresent(key -> byKey.remove(new Key(event.owner(), key)));
        }
        return old.size();
    }
}
