package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.work.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one claim took: claims, and rows that cannot be read. An endpoint is read once, however often it comes. */
final class ClaimedRows {
    /** Unsigned, as databases compare ids. */
    private static final Comparator<UUID> BY_ID = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private record Taken(Claim<DeliveryWork> claim, Instant wasDue) {
        UUID endpoint() {
            return claim.work().endpoint().endpoint().id();
        }
    }

    /** A claimed delivery that nobody can work on. */
    record Unreadable(UUID id, int attempt, String error) {}

    private final List<Taken> taken = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Map<UUID, StoredEndpoint> endpoints = new HashMap<>();
    private final Comparator<Taken> order;

    ClaimedRows(Optional<UUID> after) {
        order = Comparator.comparing(Taken::endpoint, turns(after))
                .thenComparing(Taken::wasDue)
                .thenComparing(taken -> taken.claim.id(), BY_ID);
    }

    /** From the first endpoint after this one on, and round again. */
    static Comparator<UUID> turns(Optional<UUID> after) {
        UUID last = after.orElse(SendDialect.BEFORE_ALL);
        return Comparator.comparing((UUID id) -> BY_ID.compare(id, last) <= 0).thenComparing(BY_ID);
    }

    /** Reads a row. Needs: id, fence, attempts, scheduled, was_due, now, and the columns of event and endpoint. */
    boolean add(ResultSet row) throws SQLException {
        UUID id = Sql.id(row, "id");
        int attempt = row.getInt("attempts");
        try {
            DeliveryWork work =
                    new DeliveryWork(DeliveryRows.event(row, "event_"), endpoint(row), Sql.instant(row, "now"));
            taken.add(new Taken(
                    new Claim<>(id, work, row.getLong("fence"), attempt, row.getInt("scheduled")),
                    Sql.instant(row, "was_due")));
            return true;
        } catch (UnreadableRow e) {
            unreadable.add(new Unreadable(id, attempt, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private StoredEndpoint endpoint(ResultSet row) throws SQLException {
        UUID id = Sql.id(row, "endpoint_id");
        @Nullable StoredEndpoint known = endpoints.get(id);
        if (known != null) {
            return known;
        }
        StoredEndpoint read = EndpointRows.read(row, "endpoint_");
        endpoints.put(id, read);
        return read;
    }

    /** By endpoint, and the oldest of each first. */
    List<Claim<DeliveryWork>> claims() {
        return taken.stream().sorted(order).map(Taken::claim).toList();
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }
}
