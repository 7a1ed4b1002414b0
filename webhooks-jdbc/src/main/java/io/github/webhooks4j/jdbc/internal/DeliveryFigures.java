package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryStats;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts deliveries by the indexes there are: none knows the state of what is over, so that is read in the rows. */
final class DeliveryFigures {
    static final String STATES = """
            SELECT 'pending' AS word, COUNT(*) AS figure
              FROM (SELECT 1 AS one FROM {delivery} WHERE state = 'pending' LIMIT ?) pending
             UNION ALL
            SELECT 'held' AS word, COUNT(*) AS figure
              FROM (SELECT 1 AS one FROM {delivery} WHERE state = 'held' LIMIT ?) held
             UNION ALL
            SELECT 'dead' AS word, COUNT(*) AS figure
              FROM (SELECT 1 AS one FROM {delivery} WHERE state = 'dead' LIMIT ?) dead
             UNION ALL
            SELECT state AS word, COUNT(*) AS figure
              FROM (SELECT state FROM {delivery} WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT ?) finished
             WHERE state <> 'dead'
             GROUP BY state
            """;

    static final String RECENT = """
            SELECT state AS word, COUNT(*) AS figure
              FROM {delivery}
             WHERE finished_at > ?
             GROUP BY state
            """;

    static final String LONGEST_DUE = """
            SELECT MIN(due_at) AS due_at
              FROM {delivery}
             WHERE state = 'pending' AND due_at <= ?
            """;

    private final Transaction transaction;
    private final Tables tables;

    private DeliveryFigures(Transaction transaction, Tables tables) {
        this.transaction = transaction;
        this.tables = tables;
    }

    static DeliveryStats read(Transaction transaction, Tables tables, Duration recent, int most) throws SQLException {
        DeliveryFigures figures = new DeliveryFigures(transaction, tables);
        Instant now = transaction.now();
        return new DeliveryStats(
                figures.counts(STATES, most, most, most, most),
                figures.longestDue(now),
                figures.counts(RECENT, now.minus(recent)));
    }

    private Map<DeliveryState, Long> counts(String sql, Object... parameters) throws SQLException {
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        Sql.query(
                transaction.connection(),
                tables.sql(sql),
                row -> counts.put(DeliveryState.of(row.getString("word")), row.getLong("figure")),
                parameters);
        return counts;
    }

    private Duration longestDue(Instant now) throws SQLException {
        return Sql.query(
                        transaction.connection(),
                        tables.sql(LONGEST_DUE),
                        row -> Sql.optionalInstant(row, "due_at"),
                        now)
                .get(0)
                .map(due -> Duration.between(due, now))
                .orElse(Duration.ZERO);
    }
}
