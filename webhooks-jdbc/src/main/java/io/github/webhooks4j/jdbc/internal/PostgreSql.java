package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** PostgreSQL 15 and later. */
public final class PostgreSql implements Dialect {
    private static final String LIMIT = """
            SELECT statement_timestamp() AS now,
                   set_config('statement_timeout', ?, true),
                   set_config('lock_timeout', ?, true)
            """;

    /** A row that another transaction is inserting with the same key is waited for. */
    private static final String INSERT_NEW = """
            WITH stored AS (
              INSERT INTO {message}
                     (id, source, state, received_at, event_type, dedupe_key, dedupe_key_signed, content_key, method,
                      query, remote_address, scheme, key_name, headers, body, due_at, lease_until, fence, attempts,
                      scheduled)
              SELECT n.id, n.source, n.state, n.received_at::timestamptz, n.event_type, n.dedupe_key,
                     n.dedupe_key_signed, n.content_key, n.method, n.query, n.remote_address, n.scheme, n.key_name,
                     n.headers, n.body, n.due_at::timestamptz, n.lease_until::timestamptz, n.begun, n.begun, n.begun
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                            ?::text[], ?::integer[])
                  AS n (id, source, state, received_at, event_type, dedupe_key, dedupe_key_signed, content_key,
                        method, query, remote_address, scheme, key_name, headers, body, due_at,
                        lease_until, begun)
                  ON CONFLICT DO NOTHING
              RETURNING id),
            begun AS (
              INSERT INTO {attempt} (message_id, number, node, started_at, outcome)
              SELECT stored.id, 1, first.node, ?, 'started'
                FROM stored
                JOIN unnest(?::uuid[], ?::text[]) AS first (id, node) ON first.id = stored.id
               WHERE first.node IS NOT NULL)
            SELECT id FROM stored
            """;

    private static final String EXISTING = """
            SELECT w.id AS wanted_id, m.id, m.state, m.received_at, false AS by_content
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS w (id, source, dedupe_key, content_key)
              JOIN {message} m ON m.id = w.id
            UNION ALL
            SELECT w.id, m.id, m.state, m.received_at, false
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS w (id, source, dedupe_key, content_key)
              JOIN {message} m ON m.source = w.source AND m.dedupe_key = w.dedupe_key
            UNION ALL
            SELECT w.id, m.id, m.state, m.received_at, true
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS w (id, source, dedupe_key, content_key)
              JOIN {message} m ON m.source = w.source AND m.content_key = w.content_key
            """;

    /** Locks what it returns and skips what others have locked: claims never wait for each other. */
    private static final String CLAIM_DUE = """
            WITH due (message_id, was_due) AS MATERIALIZED (
              SELECT m.id, m.due_at
                FROM unnest(?::text[]) AS s (source)
               CROSS JOIN LATERAL (
                     SELECT id, due_at
                       FROM {message}
                      WHERE source = s.source AND state = 'pending' AND due_at <= ?
                      ORDER BY due_at, id
                      LIMIT ?
                        FOR UPDATE SKIP LOCKED) m
               LIMIT ?),
            lost AS (
              UPDATE {attempt}
                 SET outcome = 'unknown', ended_at = ?
               WHERE message_id = ANY (ARRAY(SELECT message_id FROM due)) AND outcome = 'started'),
            claimed AS (
              UPDATE {message}
                 SET fence = fence + 1, attempts = attempts + 1, scheduled = scheduled + 1,
                     due_at = ?, lease_until = ?
               WHERE id = ANY (ARRAY(SELECT message_id FROM due))
              RETURNING {columns}),
            begun AS (
              INSERT INTO {attempt} (message_id, number, node, started_at, outcome)
              SELECT id, attempts, ?, ?, 'started' FROM claimed)
            SELECT {columns} FROM claimed JOIN due ON due.message_id = claimed.id ORDER BY was_due, id
            """;

    private static final String PURGE = """
            DELETE FROM {message}
             WHERE id = ANY (ARRAY(
                   SELECT id
                     FROM {message}
                    WHERE source = ? AND state IN (?, ?, ?, ?, ?, ?, ?) AND received_at <= ?
                    ORDER BY received_at, id
                    LIMIT ?
                      FOR UPDATE SKIP LOCKED))
            """;

    private static final String CLEAR_CONTENT_KEYS = """
            UPDATE {message}
               SET content_key = NULL
             WHERE id = ANY (ARRAY(
                   SELECT id
                     FROM {message}
                    WHERE source = ? AND content_key IS NOT NULL AND received_at < ?
                    ORDER BY received_at, id
                    LIMIT ?
                      FOR UPDATE SKIP LOCKED))
            """;

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public boolean limitsEachStatement() {
        return true;
    }

    private record Now(Instant now) implements Limited {
        /** The limits end with the transaction. */
        @Override
        public void close() {}
    }

    @Override
    public Limited limit(Connection connection, Limits limits) throws SQLException {
        return Sql.query(
                        connection,
                        LIMIT,
                        row -> new Now(Sql.instant(row, "now")),
                        Long.toString(limits.statement().toMillis()),
                        Long.toString(limits.lock().toMillis()))
                .get(0);
    }

    @Override
    public Set<UUID> insertNew(Transaction transaction, Tables tables, List<NewMessage> messages) throws SQLException {
        Connection connection = transaction.connection();
        Instant now = transaction.now();
        Arrays arrays = new Arrays(connection);
        List<InsertRow> rows =
                messages.stream().map(message -> new InsertRow(message, now)).toList();
        Object ids = arrays.of("uuid", messages, NewMessage::id);
        return new HashSet<>(Sql.query(
                connection,
                tables.sql(INSERT_NEW),
                row -> row.getObject("id", UUID.class),
                ids,
                arrays.of("text", messages, NewMessage::source),
                arrays.of("text", rows, InsertRow::state),
                arrays.of("text", messages, NewMessage::receivedAt),
                arrays.of("text", messages, NewMessage::eventType),
                arrays.of("text", messages, NewMessage::dedupeKey),
                arrays.of("boolean", messages, NewMessage::dedupeKeySigned),
                arrays.of("text", messages, NewMessage::contentKey),
                arrays.of("text", messages, NewMessage::method),
                arrays.of("text", messages, NewMessage::query),
                arrays.of("text", messages, NewMessage::remoteAddress),
                arrays.of("text", messages, NewMessage::scheme),
                arrays.of("text", messages, NewMessage::keyName),
                arrays.of("text", rows, InsertRow::headers),
                arrays.ofBytes(messages, NewMessage::body),
                arrays.of("text", rows, InsertRow::dueAt),
                arrays.of("text", rows, InsertRow::leaseUntil),
                arrays.of("integer", rows, InsertRow::begun),
                now,
                ids,
                arrays.of("text", rows, InsertRow::node)));
    }

    @Override
    public List<Existing> existing(Connection connection, Tables tables, List<NewMessage> messages)
            throws SQLException {
        Arrays arrays = new Arrays(connection);
        Object ids = arrays.of("uuid", messages, NewMessage::id);
        Object sources = arrays.of("text", messages, NewMessage::source);
        Object dedupeKeys = arrays.of("text", messages, NewMessage::dedupeKey);
        Object contentKeys = arrays.of("text", messages, NewMessage::contentKey);
        Function<Integer, Object> parameter = List.of(ids, sources, dedupeKeys, contentKeys)::get;
        Object[] thrice = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> parameter.apply(i % 4))
                .toArray();
        return Sql.query(connection, tables.sql(EXISTING), InsertRow::existing, thrice);
    }

    @Override
    public List<Claim<Message>> claimDue(Transaction transaction, Tables tables, Wanted wanted) throws SQLException {
        Instant now = transaction.now();
        Instant leaseEnd = now.plus(wanted.lease());
        return Sql.query(
                transaction.connection(),
                tables.sql(CLAIM_DUE),
                MessageRows::claim,
                new Arrays(transaction.connection()).of("text", wanted.sources(), source -> source),
                now,
                wanted.perSource(),
                wanted.max(),
                now,
                leaseEnd,
                leaseEnd,
                wanted.node(),
                now);
    }

    @Override
    public String purge() {
        return PURGE;
    }

    @Override
    public String clearContentKeys() {
        return CLEAR_CONTENT_KEYS;
    }

    @Override
    public void lockSchema(Connection connection, Tables tables, Duration wait) throws SQLException {
        Sql.query(
                connection,
                "SELECT set_config('lock_timeout', ?, true), pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> true,
                Long.toString(wait.toMillis()),
                "webhooks4j " + tables.qualified("schema_version"));
    }

    @Override
    public Restore useSchema(Connection connection, String schema) throws SQLException {
        Sql.query(connection, "SELECT set_config('search_path', ?, true)", row -> true, schema);
        return () -> {};
    }

    @Override
    public List<String> warnings(Connection connection) {
        return hasSocketTimeout(connection)
                ? List.of()
                : List.of("no socketTimeout on the PostgreSQL connections: a database host that vanishes holds every"
                        + " thread that talks to it for ever; set socketTimeout=10 or so in the JDBC URL");
    }

    /** A wrapper that cannot tell gets no warning. */
    private static boolean hasSocketTimeout(Connection connection) {
        try {
            return connection.getNetworkTimeout() > 0;
        } catch (SQLException e) {
            return true;
        }
    }
}
