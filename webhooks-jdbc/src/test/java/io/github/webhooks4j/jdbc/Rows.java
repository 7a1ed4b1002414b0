package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.NewMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** What tests do to a database beside the store. */
final class Rows {
    private Rows() {}

    static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static int count(DataSource dataSource, String from) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Integer.parseInt(text(connection, "SELECT count(*) FROM " + from));
        }
    }

    /** A row as another node's transaction would insert it. */
    static String insertRow(String prefix, UUID id, String dedupeKey) {
        return "INSERT INTO " + prefix + "message (id, source, state, received_at, dedupe_key, dedupe_key_signed,"
                + " method, query, scheme, headers, body, due_at, fence, attempts, scheduled) VALUES ('" + id
                + "', 'shop', 'pending', CURRENT_TIMESTAMP, '" + dedupeKey
                + "', false, 'POST', '', 'test', '[]', '', CURRENT_TIMESTAMP, 0, 0, 0)";
    }

    static CompletableFuture<Insertion> insert(JdbcMessageStore store, NewMessage message) {
        return store.insert(message).toCompletableFuture();
    }

    static Insertion stored(CompletableFuture<Insertion> stage) throws Exception {
        return stage.get(20, TimeUnit.SECONDS);
    }
}
