package io.github.webhooks4j.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Statements in a transaction that was not asked for its time: they read the database's clock themselves, and each
 * carries its own time-out, so that nothing runs besides them.
 *
 * @param offset what to add to the database's clock
 * @param seconds the time-out of each statement, 0 where the transaction has limits already or is not ours to limit
 */
public record Step(Connection connection, Duration offset, int seconds) {
    <T> List<T> query(String sql, Sql.Row<T> row, @Nullable Object... parameters) throws SQLException {
        return Sql.query(connection, seconds, sql, row, parameters);
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return Sql.update(connection, seconds, sql, parameters);
    }

    long offsetMicros() {
        return micros(offset);
    }

    static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.getSeconds()) + duration.getNano() / 1_000;
    }

    /** The store's time: a round trip. */
    Instant now() throws SQLException {
        return query("SELECT CURRENT_TIMESTAMP(6) AS now", row -> Sql.instant(row, "now"))
                .get(0)
                .plus(offset);
    }
}
