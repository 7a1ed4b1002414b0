package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** H2 2.4 and later: for development and tests, and for applications that live in one process. */
public final class H2 implements Dialect {
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String INSERT = """
            INSERT INTO {message}
                   (id, source, state, received_at, event_type, dedupe_key, dedupe_key_signed, content_key, method,
                    query, remote_address, scheme, key_name, headers, body, due_at, lease_until, fence, attempts,
                    scheduled)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String BEGIN_ATTEMPT =
            "INSERT INTO {attempt} (message_id, number, node, started_at, outcome) VALUES (?, ?, ?, ?, 'started')";

    private static final String LOSE_ATTEMPT =
            "UPDATE {attempt} SET outcome = 'unknown', ended_at = ? WHERE message_id = ? AND outcome = 'started'";

    private static final String EXISTING = """
            SELECT CAST(? AS uuid) AS wanted_id, id, state, received_at, false AS by_content
              FROM {message} WHERE id = ?
            UNION ALL
            SELECT CAST(? AS uuid), id, state, received_at, false
              FROM {message} WHERE source = ? AND dedupe_key = ?
            UNION ALL
            SELECT CAST(? AS uuid), id, state, received_at, true
              FROM {message} WHERE source = ? AND content_key = ?
            """;

    private static final String DUE = """
            SELECT id
              FROM {message}
             WHERE source = ? AND state = 'pending' AND due_at <= ?
             ORDER BY due_at, id
             LIMIT ?
               FOR UPDATE SKIP LOCKED
            """;

    private static final String CLAIM = """
            UPDATE {message}
               SET fence = fence + 1, attempts = attempts + 1, scheduled = scheduled + 1, due_at = ?, lease_until = ?
             WHERE id = ?
            """;

    private static final String CLAIMED = "SELECT {columns} FROM {message} WHERE id = ?";

    private static final String PURGE = """
            DELETE FROM {message}
             WHERE id IN (
                   SELECT id
                     FROM {message}
                    WHERE source = ? AND state IN (?, ?, ?, ?, ?, ?, ?) AND received_at <= ?
                    ORDER BY received_at, id
                    LIMIT ?)
            """;

    private static final String CLEAR_CONTENT_KEYS = """
            UPDATE {message}
               SET content_key = NULL
             WHERE id IN (
                   SELECT id
                     FROM {message}
                    WHERE source = ? AND content_key IS NOT NULL AND received_at < ?
                    ORDER BY received_at, id
                    LIMIT ?)
            """;

    @Override
    public String folder() {
        return "h2";
    }

    /** H2 keeps both limits on the session: they are put back. */
    private record SessionLimits(Connection connection, Instant now, int lockMillis, int querySeconds)
            implements Limited {
        @Override
        public void close() throws SQLException {
            set(connection, lockMillis, querySeconds);
        }

        static void set(Connection connection, long lockMillis, int querySeconds) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCK_TIMEOUT " + lockMillis);
                statement.setQueryTimeout(querySeconds);
            }
        }
    }

    @Override
    public Limited limit(Connection connection, Limits limits) throws SQLException {
        SessionLimits before;
        try (Statement statement = connection.createStatement()) {
            int querySeconds = statement.getQueryTimeout();
            before = Sql.query(
                            connection,
                            "SELECT CURRENT_TIMESTAMP(6) AS now, LOCK_TIMEOUT() AS millis",
                            row -> new SessionLimits(
                                    connection,
                                    row.getObject("now", OffsetDateTime.class).toInstant(),
                                    row.getInt("millis"),
                                    querySeconds))
                    .get(0);
        }
        SessionLimits.set(connection, limits.lock().toMillis(), limits.statementSeconds());
        return before;
    }

    /** A statement that fails leaves the transaction open, so the rows go in one by one. */
    @Override
    public Set<UUID> insertNew(Transaction transaction, Tables tables, List<NewMessage> messages) throws SQLException {
        Set<UUID> stored = new HashSet<>();
        Instant now = transaction.now();
        for (NewMessage message : messages) {
            InsertRow row = new InsertRow(message, now);
            if (insert(transaction.connection(), tables, row)) {
                stored.add(message.id());
                if (row.node().isPresent()) {
                    Sql.update(transaction.connection(), tables.sql(BEGIN_ATTEMPT), message.id(), 1, row.node(), now);
                }
            }
        }
        return stored;
    }

    private static boolean insert(Connection connection, Tables tables, InsertRow row) throws SQLException {
        NewMessage message = row.message();
        try {
            Sql.update(
                    connection,
                    tables.sql(INSERT),
                    message.id(),
                    message.source(),
                    row.state(),
                    message.receivedAt(),
                    message.eventType(),
                    message.dedupeKey(),
                    message.dedupeKeySigned(),
                    message.contentKey(),
                    message.method(),
                    message.query(),
                    message.remoteAddress(),
                    message.scheme(),
                    message.keyName(),
                    row.headers(),
                    message.body(),
                    row.dueAt(),
                    row.leaseUntil(),
                    row.begun(),
                    row.begun(),
                    row.begun());
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<Existing> existing(Connection connection, Tables tables, List<NewMessage> messages)
            throws SQLException {
        List<Existing> all = new ArrayList<>();
        for (NewMessage message : messages) {
            UUID id = message.id();
            String source = message.source();
            all.addAll(Sql.query(
                    connection,
                    tables.sql(EXISTING),
                    InsertRow::existing,
                    id,
                    id,
                    id,
                    source,
                    message.dedupeKey(),
                    id,
                    source,
                    message.contentKey()));
        }
        return all;
    }

    @Override
    public List<Claim<Message>> claimDue(Transaction transaction, Tables tables, Wanted wanted) throws SQLException {
        Connection connection = transaction.connection();
        Instant now = transaction.now();
        Instant leaseEnd = now.plus(wanted.lease());
        List<UUID> due = new ArrayList<>();
        for (String source : wanted.sources()) {
            int limit = Math.min(wanted.perSource(), wanted.max() - due.size());
            due.addAll(
                    Sql.query(connection, tables.sql(DUE), row -> row.getObject("id", UUID.class), source, now, limit));
        }
        List<Claim<Message>> claims = new ArrayList<>();
        for (UUID id : due) {
            Sql.update(connection, tables.sql(LOSE_ATTEMPT), now, id);
            Sql.update(connection, tables.sql(CLAIM), leaseEnd, leaseEnd, id);
            Claim<Message> claim = Sql.query(connection, tables.sql(CLAIMED), MessageRows::claim, id)
                    .get(0);
            Sql.update(connection, tables.sql(BEGIN_ATTEMPT), id, claim.attempt(), wanted.node(), now);
            claims.add(claim);
        }
        return claims;
    }

    @Override
    public String purge() {
        return PURGE;
    }

    @Override
    public String clearContentKeys() {
        return CLEAR_CONTENT_KEYS;
    }

    /** H2 commits with each DDL statement, so no lock would hold; its script may run twice. */
    @Override
    public void lockSchema(Connection connection, Tables tables, Duration wait) {}

    @Override
    public Restore useSchema(Connection connection, String schema) throws SQLException {
        String before = connection.getSchema();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SCHEMA " + schema);
        }
        return () -> connection.setSchema(before);
    }
}
