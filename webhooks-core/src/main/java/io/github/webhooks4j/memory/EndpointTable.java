package io.github.webhooks4j.memory;

import io.github.webhooks4j.EventTypePattern;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.StoredEndpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The endpoints, removed ones included. Thread-safe; methods that say so need the lock already. */
final class EndpointTable implements EndpointStore {
    private record Place(String owner, String url) {
        static Place of(StoredEndpoint stored) {
            return new Place(stored.endpoint().owner(), stored.endpoint().spec().url());
        }
    }

    private final StoreLock lock;
    private final NavigableMap<UUID, StoredEndpoint> byId = new TreeMap<>();
    private final Map<Place, UUID> taken = new HashMap<>();

    EndpointTable(StoreLock lock) {
        this.lock = lock;
    }

    @Override
    public Written insert(StoredEndpoint endpoint) {
        return lock.locked(() -> {
            UUID other = taken.get(Place.of(endpoint));
            if (other != null) {
                return new Written.Duplicate(other);
            }
            Endpoint wanted = endpoint.endpoint();
            Instant now = lock.now();
            return write(new StoredEndpoint(
                    new Endpoint(wanted.id(), wanted.spec(), wanted.state(), wanted.disabledBecause(), now, now),
                    endpoint.secrets(),
                    1));
        });
    }

    @Override
    public Written update(StoredEndpoint endpoint) {
        return lock.locked(() -> {
            Optional<StoredEndpoint> found = present(endpoint.endpoint().id());
            if (found.isEmpty()) {
                return new Written.Missing();
            }
            StoredEndpoint kept = found.get();
            UUID other = taken.get(Place.of(endpoint));
            if (kept.version() != endpoint.version()) {
                return new Written.Stale();
            } else if (other != null && !other.equals(kept.endpoint().id())) {
                return new Written.Duplicate(other);
            }
            taken.remove(Place.of(kept));
            Endpoint changed = withSpec(kept.endpoint(), endpoint.endpoint().spec());
            return write(new StoredEndpoint(changed, endpoint.secrets(), kept.version() + 1));
        });
    }

    private static Endpoint withSpec(Endpoint from, EndpointSpec spec) {
        return new Endpoint(from.id(), spec, from.state(), from.disabledBecause(), from.stateSince(), from.createdAt());
    }

    private Written.Done write(StoredEndpoint endpoint) {
        UUID id = endpoint.endpoint().id();
        byId.put(id, endpoint);
        taken.put(Place.of(endpoint), id);
        return new Written.Done(endpoint);
    }

    @Override
    public Written setState(UUID id, EndpointState state, Optional<DisabledBecause> because) {
        return lock.locked(() -> {
            Optional<StoredEndpoint> found = present(id);
            if (found.isEmpty()) {
                return new Written.Missing();
            }
            StoredEndpoint kept = found.get();
            Endpoint from = kept.endpoint();
            if (from.state() == state) {
                return new Written.Done(kept);
            }
            Endpoint changed = new Endpoint(id, from.spec(), state, because, lock.now(), from.createdAt());
            Written.Done done = write(new StoredEndpoint(changed, kept.secrets(), kept.version() + 1));
            if (state == EndpointState.REMOVED) {
                taken.remove(Place.of(kept));
            }
            return done;
        });
    }

    /** Only if it is still what the answer came from, and enabled. */
    void disable(UUID id, long version, DisabledBecause because) {
        lock.locked(() -> {
            boolean same = present(id)
                    .filter(kept -> kept.version() == version && kept.endpoint().state() == EndpointState.ENABLED)
                    .isPresent();
            return same ? setState(id, EndpointState.DISABLED, Optional.of(because)) : new Written.Missing();
        });
    }

    @Override
    public Optional<StoredEndpoint> find(UUID id) {
        return lock.locked(() -> present(id));
    }

    @Override
    public Page<Endpoint> list(Optional<String> owner, Optional<UUID> after, int limit) {
        return lock.locked(() -> Pages.of(
                after.map(last -> byId.headMap(last, false)).orElse(byId).descendingMap().values().stream()
                        .filter(EndpointTable::isPresent)
                        .map(StoredEndpoint::endpoint)
                        .filter(one -> owner.isEmpty() || owner.get().equals(one.owner())),
                limit,
                Endpoint::id));
    }

    @Override
    public List<StoredEndpoint> scan(Optional<UUID> after, int limit) {
        return lock.locked(() -> after.map(last -> byId.tailMap(last, false)).orElse(byId).values().stream()
                .filter(EndpointTable::isPresent)
                .limit(limit)
                .toList());
    }

    private Optional<StoredEndpoint> present(UUID id) {
        return Optional.ofNullable(byId.get(id)).filter(EndpointTable::isPresent);
    }

    private static boolean isPresent(StoredEndpoint endpoint) {
        return endpoint.endpoint().state() != EndpointState.REMOVED;
    }

    /** Who gets an event. Needs the lock. */
    List<Endpoint> audience(NewEvent event) {
        Stream<Endpoint> candidates = event.onlyTo().isPresent()
                ? event.onlyTo().flatMap(this::present).map(StoredEndpoint::endpoint).stream()
                : byId.values().stream()
                        .filter(EndpointTable::isPresent)
                        .map(StoredEndpoint::endpoint)
                        .filter(one -> wants(one, event.type()));
        return candidates.filter(one -> one.owner().equals(event.owner())).toList();
    }

    private static boolean wants(Endpoint endpoint, String type) {
        return endpoint.spec().events().stream()
                .anyMatch(pattern -> EventTypePattern.of(pattern).matches(type));
    }

    /** An endpoint that is or was there, as long as it has deliveries. Needs the lock. */
    StoredEndpoint kept(UUID id) {
        StoredEndpoint endpoint = byId.get(id);
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint of a delivery id=" + id);
        }
        return endpoint;
    }

    /** The state of an endpoint that is or was there. Needs the lock. */
    EndpointState stateOf(UUID id) {
        return kept(id).endpoint().state();
    }

    /** The ids of removed endpoints. Needs the lock. */
    List<UUID> removed() {
        return byId.values().stream()
                .filter(one -> !isPresent(one))
                .map(one -> one.endpoint().id())
                .toList();
    }

    /** Needs the lock. */
    void forget(UUID id) {
        byId.remove(id);
    }
}
