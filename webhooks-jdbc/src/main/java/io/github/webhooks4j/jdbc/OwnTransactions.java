package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.GuardedConnection;
import io.github.webhooks4j.jdbc.internal.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of {@link JdbcWebhooks#inTransaction}: each belongs to the thread that opened it, so that whatever
 * publishes on that thread joins it. Beside them, those that the application's own source knows of.
 */
final class OwnTransactions implements ConnectionSource {
    private record Open(GuardedConnection connection, List<Runnable> afterCommit) {}

    private final DataSource dataSource;
    private final ConnectionSource others;

    @SuppressWarnings("ThreadLocalUsage") // each sender has transactions of its own
    private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

    OwnTransactions(DataSource dataSource, ConnectionSource others) {
        this.dataSource = dataSource;
        this.others = others;
    }

    @Override
    public Optional<Connection> current() {
        Open open = current.get();
        return open == null ? others.current() : Optional.of(open.connection().connection());
    }

    @Override
    public boolean afterCommit(Runnable action) {
        Open open = current.get();
        return open == null ? others.afterCommit(action) : open.afterCommit().add(action);
    }

    /** Whether this is the connection of the transaction that the calling thread has opened here. */
    boolean isOwn(Connection connection) {
        Open open = current.get();
        return open != null && open.connection().connection() == connection;
    }

    /** Inside of another one on the same thread it takes part in that. */
    <T extends @Nullable Object, X extends Exception> T run(TransactionWork<T, X> work) throws X {
        Open outer = current.get();
        if (outer != null) {
            return work.run(outer.connection().connection());
        }
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            Open open = new Open(new GuardedConnection(connection), new ArrayList<>());
            T result = commit(connection, autoCommit, open, work);
            Transactions.restore(connection, autoCommit);
            open.afterCommit().forEach(Runnable::run);
            return result;
        } catch (SQLException e) {
            throw DatabaseErrors.translate("a transaction", e);
        }
    }

    private <T extends @Nullable Object, X extends Exception> T commit(
            Connection connection, boolean autoCommit, Open open, TransactionWork<T, X> work) throws X, SQLException {
        current.set(open);
        try {
            T result = work.run(open.connection().connection());
            open.connection().end();
            connection.commit();
            return result;
        } catch (Throwable e) {
            open.connection().end();
            rollBack(connection, autoCommit, e);
            throw e;
        } finally {
            current.remove();
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
