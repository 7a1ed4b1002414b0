package io.github.webhooks4j.jdbc.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One column of many rows as an SQL array. */
record Arrays(Connection connection) {
    <T> Array of(String type, List<T> rows, Function<T, ?> column) throws SQLException {
        @Nullable Object[] values = type.equals("text") ? new String[rows.size()] : new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = plain(column.apply(rows.get(i)));
        }
        return connection.createArrayOf(type, values);
    }

    private static @Nullable Object plain(Object value) {
        Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return plain instanceof Instant instant ? instant.toString() : plain;
    }

    <T> Array ofBytes(List<T> rows, Function<T, byte[]> column) throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }
}
