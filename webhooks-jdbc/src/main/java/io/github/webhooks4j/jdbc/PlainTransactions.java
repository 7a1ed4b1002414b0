package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transactions of plain JDBC, for handlers: no limits of the store are put on the application's statements. */
record PlainTransactions(DataSource dataSource) implements TransactionRunner {
    @Override
    public void run(Work work) throws Exception {
        try (Connection connection = connect()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.run(connection);
                commit(connection);
            } catch (Throwable e) {
                rollBack(connection, autoCommit, e);
                throw e;
            }
            connection.setAutoCommit(autoCommit);
        }
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw DatabaseErrors.translate("connecting for a handler's transaction", e);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw DatabaseErrors.translate("committing a handler's transaction", e);
        }
    }

    /** Auto-commit comes back only after the roll-back: switching it on would commit what is open. */
    private static void rollBack(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
