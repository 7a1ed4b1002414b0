package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStats;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts messages by the indexes there are: each of them begins with the source, so it goes from source to source. */
final class MessageFigures {
    static final String NEXT_SOURCE = "SELECT source FROM {message} WHERE source > ? ORDER BY source LIMIT 1";

    /** The order is that of the index: without it PostgreSQL reads the table where a state is common. */
    static final String STATES = Stream.of(MessageState.values())
            .map(MessageState::word)
            .map(word -> "SELECT '" + word + "' AS word, COUNT(*) AS figure"
                    + " FROM (SELECT 1 AS one FROM {message} WHERE source = ? AND state = '" + word + "'"
                    + " ORDER BY received_at, id LIMIT ?) counted")
            .collect(Collectors.joining(" UNION ALL "));

    static final String LONGEST_DUE = """
            SELECT due_at
              FROM {message}
             WHERE source = ? AND state = 'pending' AND due_at <= ?
             ORDER BY due_at
             LIMIT 1
            """;

    static final String RECEIVED = "SELECT COUNT(*) AS figure FROM {message} WHERE received_at > ?";

    private final Transaction transaction;
    private final Tables tables;
    private final int most;
    private final Instant now;
    private final Map<MessageState, Long> states = new EnumMap<>(MessageState.class);
    private Duration longestDue = Duration.ZERO;

    MessageFigures(Transaction transaction, Tables tables, int most) {
        this.transaction = transaction;
        this.tables = tables;
        this.most = most;
        now = transaction.now();
    }

    MessageStats read(Instant receivedAfter) throws SQLException {
        List<String> next = sourceAfter("");
        while (!next.isEmpty()) {
            add(next.get(0));
            next = sourceAfter(next.get(0));
        }
        long received =
                query(RECEIVED, row -> row.getLong("figure"), receivedAfter).get(0);
        return new MessageStats(states, longestDue, received);
    }

    private List<String> sourceAfter(String source) throws SQLException {
        return query(NEXT_SOURCE, row -> row.getString("source"), source);
    }

    private void add(String source) throws SQLException {
        List<Object> parameters = new ArrayList<>();
        Collections.nCopies(MessageState.values().length, List.<Object>of(source, most))
                .forEach(parameters::addAll);
        query(
                STATES,
                row -> states.merge(
                        MessageState.ofWord(row.getString("word")),
                        row.getLong("figure"),
                        (a, b) -> Math.min(a + b, most)),
                parameters.toArray());
        for (Instant due : query(LONGEST_DUE, row -> Sql.instant(row, "due_at"), source, now)) {
            Duration waited = Duration.between(due, now);
            longestDue = waited.compareTo(longestDue) > 0 ? waited : longestDue;
        }
    }

    private <T> List<T> query(String sql, Sql.Row<T> row, Object... parameters) throws SQLException {
        return Sql.query(transaction.connection(), tables.sql(sql), row, parameters);
    }
}
