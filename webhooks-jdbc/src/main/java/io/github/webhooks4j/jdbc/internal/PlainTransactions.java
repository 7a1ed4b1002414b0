package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.jdbc.TransactionRunner;
import java.sql.Connection;
import javax.sql.DataSource;

/** Transactions of plain JDBC, for handlers: no limits of the store are put on the application's statements. */
public record PlainTransactions(DataSource dataSource) implements TransactionRunner {
    @Override
    public void run(Work work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.run(connection);
                connection.commit();
            } catch (Throwable e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (java.sql.SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
