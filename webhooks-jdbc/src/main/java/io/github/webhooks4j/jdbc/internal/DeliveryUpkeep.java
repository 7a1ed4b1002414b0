package io.github.webhooks4j.jdbc.internal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.webhooks4j.jdbc.internal.SendDialect.Misfit;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to deliveries besides being sent: moved with their endpoint, opened again, deleted. */
public final class DeliveryUpkeep {
    private final Transactions transactions;
    private final SendDialect dialect;
    private final Tables tables;

    public DeliveryUpkeep(Transactions transactions, SendDialect dialect, Tables tables) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
    }

    public int settle(int max) {
        return transactions.run("settling deliveries", transaction -> {
            int moved = 0;
            for (DeliveryState from : List.of(DeliveryState.PENDING, DeliveryState.HELD)) {
                if (moved < max) {
                    List<Misfit> misfits = dialect.misfits(transaction, from.word(), max - moved);
                    move(transaction, misfits);
                    moved += misfits.size();
                }
            }
            return moved;
        });
    }

    private void move(Transaction transaction, List<Misfit> misfits) throws SQLException {
        Connection connection = transaction.connection();
        Instant now = transaction.now();
        List<UUID> lapsed =
                misfits.stream().filter(Misfit::lapsed).map(Misfit::id).toList();
        if (!lapsed.isEmpty()) {
            Sql.update(connection, tables.sql(SendStatements.LOSE_ATTEMPT), now, ids(connection, lapsed));
        }
        Map<String, List<Misfit>> byState = misfits.stream().collect(groupingBy(Misfit::state, TreeMap::new, toList()));
        for (Map.Entry<String, List<Misfit>> group : byState.entrySet()) {
            DeliveryState to = DeliveryState.of(group.getKey());
            Sql.update(
                    connection,
                    tables.sql(SendStatements.SETTLE),
                    to.word(),
                    to == DeliveryState.PENDING ? now : null,
                    to.isTerminal() ? now : null,
                    ids(connection, group.getValue().stream().map(Misfit::id).toList()));
        }
    }

    private static Object ids(Connection connection, List<UUID> ids) throws SQLException {
        return new Arrays(connection).of("uuid", ids, id -> id);
    }

    public boolean redeliver(UUID id) {
        return transactions.run("opening delivery again id=" + id, transaction -> {
            Connection connection = transaction.connection();
            Instant now = transaction.now();
            List<UUID> endpoint = Sql.query(
                    connection,
                    tables.sql(SendStatements.LOCK_TO_REDELIVER),
                    row -> Sql.id(row, "endpoint_id"),
                    id,
                    now);
            if (endpoint.isEmpty()) {
                return false;
            }
            List<EndpointState> state = Sql.query(
                    connection,
                    tables.sql(SendStatements.ENDPOINT_STATE),
                    row -> EndpointState.of(row.getString("state")),
                    endpoint.get(0));
            if (state.isEmpty()) {
                return false;
            }
            boolean enabled = state.get(0) == EndpointState.ENABLED;
            DeliveryState to = enabled ? DeliveryState.PENDING : DeliveryState.HELD;
            @Nullable Instant due = enabled ? now : null;
            Sql.update(connection, tables.sql(SendStatements.LOSE_ATTEMPT), now, ids(connection, List.of(id)));
            return Sql.update(connection, tables.sql(SendStatements.REDELIVER), to.word(), due, id) == 1;
        });
    }

    private record Over(UUID id, UUID event) {}

    public int purge(Instant finishedUntil, int max) {
        return transactions.run("deleting old deliveries", transaction -> {
            Connection connection = transaction.connection();
            List<Over> over = Sql.query(
                    connection,
                    tables.sql(SendStatements.OVER),
                    row -> new Over(Sql.id(row, "id"), Sql.id(row, "event_id")),
                    finishedUntil,
                    max);
            int deleted = delete(
                    connection,
                    SendStatements.DELETE_DELIVERY,
                    over.stream().map(Over::id).toList());
            Set<UUID> events = new LinkedHashSet<>();
            over.forEach(delivery -> events.add(delivery.event()));
            int left = deleteLeft(connection, List.copyOf(events));
            List<UUID> unheard = select(connection, SendStatements.UNHEARD, finishedUntil, max - left);
            List<UUID> gone = over.size() < max // the last batch: each looks at all that are removed
                    ? select(connection, SendStatements.GONE_ENDPOINTS, max)
                    : List.of();
            return deleted
                    + left
                    + delete(connection, SendStatements.DELETE_EVENT, unheard)
                    + delete(connection, SendStatements.DELETE_ENDPOINT, gone);
        });
    }

    /** The lock and the look for other deliveries are two statements: the second sees what the lock waited for. */
    private int deleteLeft(Connection connection, List<UUID> events) throws SQLException {
        if (events.isEmpty()) {
            return 0;
        }
        Sql.query(connection, tables.sql(SendStatements.LOCK_EVENTS), row -> true, ids(connection, events));
        return delete(connection, SendStatements.DELETE_LEFT_EVENTS, events);
    }

    private List<UUID> select(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return new ArrayList<>(Sql.query(connection, tables.sql(sql), row -> Sql.id(row, "id"), parameters));
    }

    private int delete(Connection connection, String sql, List<UUID> ids) throws SQLException {
        return ids.isEmpty() ? 0 : Sql.update(connection, tables.sql(sql), ids(connection, ids));
    }
}
