package io.github.webhooks4j.jdbc.internal;

import static java.util.Comparator.comparing;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.jdbc.internal.SendDialect.DeliveryRow;
import io.github.webhooks4j.jdbc.internal.SendDialect.EventRow;
import io.github.webhooks4j.jdbc.internal.SendDialect.Known;
import io.github.webhooks4j.jdbc.internal.SendDialect.Target;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores events with a delivery for every endpoint that wants them, in a transaction that somebody else ends. */
public final class Publisher {
    /** A key may be in the way of an insert and gone when it is looked up: again, but not for ever. */
    private static final int ROUNDS = 5;

    /** Two calls that insert the same keys insert them in the same order, or they would wait for each other. */
    private static final Comparator<EventRow> BY_KEY = comparing(
                    (EventRow row) -> row.event().owner())
            .thenComparing(row -> row.event().idempotencyKey().orElse(""));

    private record Key(String owner, String key) {}

    private final SendDialect dialect;

    public Publisher(SendDialect dialect) {
        this.dialect = dialect;
    }

    public List<Published> publish(Step step, List<NewEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Target> targets = dialect.targets(step, events);
        Map<UUID, List<Target>> wanting = new HashMap<>();
        targets.forEach(
                target -> wanting.computeIfAbsent(events.get(target.event()).id(), id -> new ArrayList<>())
                        .add(target));
        Map<UUID, Published> published = insertEvents(step, events, wanting);
        List<DeliveryRow> deliveries = new ArrayList<>();
        for (NewEvent event : events) {
            if (!outcome(published, event).repeated()) {
                for (Target target : wanting.getOrDefault(event.id(), List.of())) {
                    UUID id = DeliveryId.at(target.now());
                    deliveries.add(new DeliveryRow(id, event, target.endpoint(), target.enabled()));
                }
            }
        }
        if (!deliveries.isEmpty()) {
            dialect.insertDeliveries(step, deliveries);
        }
        return events.stream().map(event -> outcome(published, event)).toList();
    }

    private static Published outcome(Map<UUID, Published> published, NewEvent event) {
        return Optional.ofNullable(published.get(event.id())).orElseThrow();
    }

    private Map<UUID, Published> insertEvents(Step step, List<NewEvent> events, Map<UUID, List<Target>> wanting)
            throws SQLException {
        Map<UUID, Published> published = new HashMap<>();
        List<EventRow> open = new ArrayList<>();
        for (NewEvent event : events) {
            open.add(new EventRow(
                    event, wanting.getOrDefault(event.id(), List.of()).size()));
        }
        open.sort(BY_KEY);
        for (int round = 0; !open.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw new WebhookException("another transaction holds an idempotency key of a new event", null);
            }
            insertRound(step, open, published);
            open.removeIf(row -> published.containsKey(row.event().id()));
        }
        return published;
    }

    private void insertRound(Step step, List<EventRow> open, Map<UUID, Published> published) throws SQLException {
        List<EventRow> kept = open.stream().filter(Publisher::isKept).toList();
        Set<UUID> inserted = kept.isEmpty() ? Set.of() : dialect.insertEvents(step, kept);
        List<NewEvent> refused = new ArrayList<>();
        for (EventRow row : open) {
            NewEvent event = row.event();
            if (inserted.contains(event.id())) {
                published.put(event.id(), new Published(event.id(), row.deliveries(), false));
            } else if (event.idempotencyKey().isPresent()) {
                refused.add(event);
            } else {
                published.put(event.id(), new Published(event.id(), 0, false));
            }
        }
        if (!refused.isEmpty()) {
            repeats(step, refused, published);
            for (EventRow row : open) {
                if (!isKept(row)) {
                    published.putIfAbsent(
                            row.event().id(), new Published(row.event().id(), 0, false));
                }
            }
        }
    }

    /** Whether it is stored at all: somebody wants it, or it says so. */
    private static boolean isKept(EventRow row) {
        return row.deliveries() > 0 || row.event().keepUnheard();
    }

    private void repeats(Step step, List<NewEvent> refused, Map<UUID, Published> published) throws SQLException {
        Map<Key, Known> known = new HashMap<>();
        for (Known first : dialect.known(step, refused)) {
            known.put(new Key(first.owner(), first.key()), first);
        }
        for (NewEvent event : refused) {
            Key key = new Key(event.owner(), event.idempotencyKey().orElseThrow());
            Optional.ofNullable(known.get(key))
                    .ifPresent(first -> published.put(event.id(), new Published(first.id(), first.deliveries(), true)));
        }
    }
}
