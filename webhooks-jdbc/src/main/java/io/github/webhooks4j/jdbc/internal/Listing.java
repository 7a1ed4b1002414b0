package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.MessageCursor;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of the log: one whole statement for each way to narrow it that an index can follow. */
enum Listing {
    ALL("""
            SELECT {columns}
              FROM {message}
             WHERE received_at >= ? AND received_at < ? AND received_at <= ?
               AND (received_at, id) < (?, ?) AND (CAST(? AS varchar) IS NULL OR event_type = ?)
             ORDER BY received_at DESC, id DESC
             LIMIT ?
            """),
    OF_SOURCE("""
            SELECT {columns}
              FROM {message}
             WHERE source = ? AND received_at >= ? AND received_at < ? AND received_at <= ?
               AND (received_at, id) < (?, ?) AND (CAST(? AS varchar) IS NULL OR event_type = ?)
             ORDER BY received_at DESC, id DESC
             LIMIT ?
            """),
    IN_STATE("""
            SELECT {columns}
              FROM {message}
             WHERE state = ? AND received_at >= ? AND received_at < ? AND received_at <= ?
               AND (received_at, id) < (?, ?) AND (CAST(? AS varchar) IS NULL OR event_type = ?)
             ORDER BY received_at DESC, id DESC
             LIMIT ?
            """),
    OF_SOURCE_IN_STATE("""
            SELECT {columns}
              FROM {message}
             WHERE source = ? AND state = ? AND received_at >= ? AND received_at < ? AND received_at <= ?
               AND (received_at, id) < (?, ?) AND (CAST(? AS varchar) IS NULL OR event_type = ?)
             ORDER BY received_at DESC, id DESC
             LIMIT ?
            """);

    /** Before the first and after the last instant that any message has. */
    private static final Instant ALWAYS = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final MessageCursor BEGINNING = new MessageCursor(NEVER, new UUID(0, 0));

    private final String sql;

    Listing(String sql) {
        this.sql = sql;
    }

    static Listing of(MessageQuery query) {
        if (query.source().isPresent()) {
            return query.state().isPresent() ? OF_SOURCE_IN_STATE : OF_SOURCE;
        }
        return query.state().isPresent() ? IN_STATE : ALL;
    }

    String sql() {
        return sql;
    }

    /** One row more than asked for tells whether there is another page. */
    static @Nullable Object[] parameters(MessageQuery query) {
        MessageCursor cursor = query.cursor().orElse(BEGINNING);
        List<Object> parameters = new ArrayList<>();
        query.source().ifPresent(parameters::add);
        query.state().map(MessageState::word).ifPresent(parameters::add);
        Optional<String> type = query.eventType();
        parameters.addAll(List.of(query.from().orElse(ALWAYS), query.to().orElse(NEVER)));
        parameters.addAll(List.of(cursor.receivedAt(), cursor.receivedAt(), cursor.id()));
        parameters.addAll(List.of(type, type, query.limit() + 1));
        return parameters.toArray();
    }
}
