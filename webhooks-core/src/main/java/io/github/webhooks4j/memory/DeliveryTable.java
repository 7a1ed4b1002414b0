package io.github.webhooks4j.memory;

import io.github.webhooks4j.internal.TimeOrderedId;
import io.github.webhooks4j.send.CommitWatch;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryStats;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events with their deliveries and attempts. Thread-safe. */
final class DeliveryTable implements OutboxStore {
    private final StoreLock lock;
    private final EndpointTable endpoints;
    private final EventTable events = new EventTable();
    private final NavigableMap<UUID, DeliveryEntry> byId = new TreeMap<>();
    private final Waiting waiting = new Waiting();

    DeliveryTable(StoreLock lock, EndpointTable endpoints) {
        this.lock = lock;
        this.endpoints = endpoints;
    }

    @Override
    public List<Published> publish(List<NewEvent> wanted, CommitWatch watch) {
        List<Published> published =
                lock.locked(() -> wanted.stream().map(this::publishOne).toList());
        watch.committed();
        return published;
    }

    private Published publishOne(NewEvent event) {
        return events.repeatOf(event).orElseGet(() -> {
            List<Endpoint> audience = endpoints.audience(event);
            if (!audience.isEmpty() || event.keepUnheard()) {
                StoredEvent stored = events.add(event, audience.size(), lock.now());
                audience.forEach(endpoint -> addDelivery(stored, endpoint));
            }
            return new Published(event.id(), audience.size(), false);
        });
    }

    private void addDelivery(StoredEvent event, Endpoint to) {
        UUID id = TimeOrderedId.at(event.createdAt());
        DeliveryEntry entry = new DeliveryEntry(id, event, to.id(), fitting(to.state()));
        byId.put(id, entry);
        waiting.add(entry);
    }

    /** What a waiting delivery is while its endpoint is in a state. */
    private static DeliveryState fitting(EndpointState state) {
        return switch (state) {
            case ENABLED -> DeliveryState.PENDING;
            case DISABLED -> DeliveryState.HELD;
            case REMOVED -> DeliveryState.CANCELLED;
        };
    }

    @Override
    public List<Claim<DeliveryWork>> claim(DeliveryClaim wanted) {
        return lock.locked(() -> {
            Instant now = lock.now();
            List<Claim<DeliveryWork>> claims = new ArrayList<>();
            for (UUID id : waiting.endpoints(wanted.after())) {
                StoredEndpoint endpoint = endpoints.kept(id);
                int room = Math.min(wanted.max() - claims.size(), freePlaces(endpoint, wanted));
                for (DeliveryEntry entry : waiting.due(id, now, room)) {
                    waiting.remove(entry);
                    claims.add(entry.claim(wanted, endpoint, now));
                    waiting.add(entry);
                }
            }
            return List.copyOf(claims);
        });
    }

    private static int freePlaces(StoredEndpoint stored, DeliveryClaim wanted) {
        Endpoint endpoint = stored.endpoint();
        if (endpoint.state() != EndpointState.ENABLED) {
            return 0;
        }
        int places = endpoint.spec().maxInFlight().orElse(wanted.perEndpoint());
        return places - wanted.inFlight().getOrDefault(endpoint.id(), 0);
    }

    @Override
    public Set<UUID> finish(List<DeliveryResult> results) {
        return lock.locked(() -> {
            Set<UUID> lost = new HashSet<>();
            for (DeliveryResult result : results) {
                if (!finishOne(result)) {
                    lost.add(result.claim().id());
                }
            }
            return Set.copyOf(lost);
        });
    }

    private boolean finishOne(DeliveryResult result) {
        DeliveryEntry entry = byId.get(result.claim().id());
        if (entry == null) {
            return false;
        }
        waiting.remove(entry);
        boolean held = entry.finish(result, lock.now());
        waiting.add(entry);
        if (held) {
            result.disable()
                    .ifPresent(because -> endpoints.disable(
                            entry.endpoint(), result.claim().work().endpoint().version(), because));
            result.followUps().forEach(this::publishOne);
        }
        return held;
    }

    @Override
    public int settle(int max) {
        return lock.locked(() -> {
            Instant now = lock.now();
            List<DeliveryEntry> unsettled = byId.values().stream()
                    .filter(entry -> !entry.state().isTerminal() && !entry.isUnderLease(now))
                    .filter(entry -> entry.state() != fitting(endpoints.stateOf(entry.endpoint())))
                    .limit(max)
                    .toList();
            for (DeliveryEntry entry : unsettled) {
                waiting.remove(entry);
                entry.settle(fitting(endpoints.stateOf(entry.endpoint())), now);
                waiting.add(entry);
            }
            return unsettled.size();
        });
    }

    @Override
    public boolean redeliver(UUID id) {
        return lock.locked(() -> {
            DeliveryEntry entry = byId.get(id);
            Instant now = lock.now();
            if (entry == null
                    || entry.isUnderLease(now)
                    || endpoints.stateOf(entry.endpoint()) == EndpointState.REMOVED) {
                return false;
            }
            waiting.remove(entry);
            entry.redeliver(fitting(endpoints.stateOf(entry.endpoint())), now);
            waiting.add(entry);
            return true;
        });
    }

    @Override
    public Optional<StoredEvent> findEvent(UUID id) {
        return lock.locked(() -> events.find(id));
    }

    @Override
    public Optional<Delivery> findDelivery(UUID id) {
        return lock.locked(() -> Optional.ofNullable(byId.get(id)).map(DeliveryEntry::snapshot));
    }

    @Override
    public List<DeliveryAttempt> attempts(UUID delivery) {
        return lock.locked(() -> Optional.ofNullable(byId.get(delivery))
                .map(DeliveryEntry::attempts)
                .orElse(List.of()));
    }

    @Override
    public Page<Delivery> list(DeliveryQuery query) {
        return lock.locked(() -> Pages.of(
                query.cursor().map(last -> byId.headMap(last, false)).orElse(byId).descendingMap().values().stream()
                        .filter(entry -> matches(entry, query))
                        .map(DeliveryEntry::snapshot),
                query.limit(),
                Delivery::id));
    }

    private static boolean matches(DeliveryEntry entry, DeliveryQuery query) {
        return query.owner().map(entry.event().owner()::equals).orElse(true)
                && query.endpoint().map(entry.endpoint()::equals).orElse(true)
                && query.event().map(entry.event().id()::equals).orElse(true)
                && query.state().map(entry.state()::equals).orElse(true);
    }

    @Override
    public DeliveryStats stats(Duration recent, int most) {
        return lock.locked(() -> {
            Instant now = lock.now();
            Map<DeliveryState, Long> states = counts(byId.values().stream());
            states.replaceAll((state, count) -> Math.min(count, most));
            Duration longestDue = byId.values().stream()
                    .filter(entry -> entry.state() == DeliveryState.PENDING)
                    .filter(entry -> !entry.dueAt().isAfter(now))
                    .map(entry -> Duration.between(entry.dueAt(), now))
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            Instant before = now.minus(recent);
            return new DeliveryStats(
                    states, longestDue, counts(byId.values().stream().filter(entry -> !entry.wasOverBy(before))));
        });
    }

    private static Map<DeliveryState, Long> counts(Stream<DeliveryEntry> entries) {
        return entries.collect(Collectors.groupingBy(
                DeliveryEntry::state, () -> new EnumMap<>(DeliveryState.class), Collectors.counting()));
    }

    @Override
    public int purge(Instant finishedUntil, int max) {
        return lock.locked(() -> purgeDeliveries(finishedUntil, max)
                + events.purge(
                        byId.values().stream().map(entry -> entry.event().id()).collect(Collectors.toSet()),
                        finishedUntil,
                        max)
                + purgeEndpoints(max));
    }

    private int purgeDeliveries(Instant finishedUntil, int max) {
        List<DeliveryEntry> old = byId.values().stream()
                .filter(entry -> entry.wasOverBy(finishedUntil))
                .limit(max)
                .toList();
        old.forEach(entry -> byId.remove(entry.id()));
        return old.size();
    }

    private int purgeEndpoints(int max) {
        Set<UUID> inUse = byId.values().stream().map(DeliveryEntry::endpoint).collect(Collectors.toSet());
        List<UUID> old = endpoints.removed().stream()
                .filter(id -> !inUse.contains(id))
                .limit(max)
                .toList();
        old.forEach(endpoints::forget);
        return old.size();
    }

    @Override
    public Instant now() {
        return lock.now();
    }

    @Override
    public String toString() {
        return lock.locked(byId::size) + " deliveries";
    }
}
