package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.NewEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What differs between databases in sending: publishing, claiming, finishing, and finding what does not fit. */
public sealed interface SendDialect permits PostgreSqlSending, H2Sending {
    static SendDialect of(Dialect dialect, Tables tables) {
        return dialect instanceof PostgreSql ? new PostgreSqlSending(tables) : new H2Sending(tables);
    }

    /** Before every id that there is. */
    UUID BEFORE_ALL = new UUID(0, 0);

    /** An endpoint that gets an event, which is told by its place in the list, and the store's time. */
    record Target(int event, UUID endpoint, boolean enabled, Instant now) {}

    /** Who gets the events; locks no row. */
    List<Target> targets(Step step, List<NewEvent> events) throws SQLException;

    /** An event and how many get it. */
    record EventRow(NewEvent event, int deliveries) {}

    /** Inserts those whose idempotency key is new, in this order, and tells which; waits for others' inserts. */
    Set<UUID> insertEvents(Step step, List<EventRow> rows) throws SQLException;

    /** A delivery to insert: due now, or held. */
    record DeliveryRow(UUID id, NewEvent event, UUID endpoint, boolean enabled) {
        String state() {
            return enabled ? "pending" : "held";
        }
    }

    void insertDeliveries(Step step, List<DeliveryRow> rows) throws SQLException;

    /** An event that is kept under a key. */
    record Known(String owner, String key, UUID id, int deliveries) {}

    /** The events that are kept under the keys of these. */
    List<Known> known(Step step, List<NewEvent> events) throws SQLException;

    /** Claims, and begins the attempts. */
    ClaimedRows claim(Step step, DeliveryClaim wanted) throws SQLException;

    /** Writes results, and tells whose claims still held. Ordered by id. */
    Set<UUID> finish(Step step, List<DeliveryResult> results) throws SQLException;

    /** A delivery, locked, whose state does not fit its endpoint's, which may be gone. */
    record Misfit(UUID id, boolean lapsed, Optional<EndpointState> endpoint) {
        String state() {
            return switch (endpoint.orElse(EndpointState.REMOVED)) {
                case ENABLED -> "pending";
                case DISABLED -> "held";
                case REMOVED -> "cancelled";
            };
        }
    }

    /** Locks deliveries that wait in this state, and should not, and that nobody has leased. */
    List<Misfit> misfits(Transaction transaction, String state, int max) throws SQLException;
}
