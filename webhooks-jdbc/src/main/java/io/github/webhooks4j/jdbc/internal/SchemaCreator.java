package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Creates and upgrades the tables, one creator at a time. */
public final class SchemaCreator {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int TRIES = 20;

    /** SQLStates: no table or schema on PostgreSQL, no table or schema on H2. */
    private static final Set<String> MISSING = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");

    /** Creators in one process, where a database (H2) may have no lock that outlives a DDL statement. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Tables tables;

    public SchemaCreator(DataSource dataSource, Dialect dialect, Tables tables) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.tables = tables;
    }

    /** The version of the tables; 0 when there are none. */
    public int version() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return version(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private int version(Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return Sql.query(
                            connection,
                            tables.sql("SELECT coalesce(max(version), 0) AS version FROM {version}"),
                            row -> row.getInt("version"))
                    .get(0);
        } catch (SQLException e) {
            connection.rollback(before);
            if (isMissing(e)) {
                return 0;
            }
            throw e;
        }
    }

    /** No such table, or no such schema. */
    private static boolean isMissing(SQLException error) {
        return MISSING.contains(String.valueOf(error.getSQLState()));
    }

    /** Brings the tables to the latest version. */
    public void upgrade() throws SQLException {
        IN_THIS_PROCESS.lock();
        try {
            @Nullable SQLException last = null;
            for (int i = 0; i < TRIES; i++) {
                try {
                    upgradeOnce();
                    return;
                } catch (SQLException e) {
                    if (version() >= SchemaScripts.latest()) {
                        return;
                    }
                    last = e;
                    pause();
                }
            }
            throw last == null ? new SQLException("no try was made") : last;
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebhookException("interrupted while creating tables", e);
        }
    }

    private void upgradeOnce() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                dialect.lockSchema(connection, tables, WAIT);
                runMissing(connection);
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private void runMissing(Connection connection) throws SQLException {
        int version = version(connection);
        if (version >= SchemaScripts.latest()) {
            return;
        }
        Dialect.Restore restore = tables.schema().isPresent()
                ? dialect.useSchema(connection, tables.schema().get())
                : () -> {};
        try (restore;
                Statement statement = connection.createStatement()) {
            for (int next = version + 1; next <= SchemaScripts.latest(); next++) {
                for (String sql : SchemaScripts.statements(dialect, tables, next)) {
                    statement.execute(sql);
                }
            }
        }
    }
}
