package io.github.webhooks4j.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short transactions of the store's own: one connection, limits that end with the transaction, commit or roll
 * back, and the connection given back as it was handed out.
 */
public final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final DataSource dataSource;
    private final Dialect dialect;
    private final Limits limits;
    private final Supplier<Duration> clockOffset;

    public Transactions(DataSource dataSource, Dialect dialect, Limits limits, Supplier<Duration> clockOffset) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.limits = limits;
        this.clockOffset = clockOffset;
    }

    /** What runs inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Takes a connection and runs the work in a transaction. */
    public <T> T run(String doing, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return runOn(connection, work);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(doing, e);
        }
    }

    /** What runs inside a transaction as a step. */
    @FunctionalInterface
    public interface StepWork<T> {
        T run(Step step) throws SQLException;
    }

    /** Runs a step in a transaction of its own, with no statement besides its own ones where the database allows it. */
    public <T> T step(String doing, StepWork<T> work) {
        if (!dialect.limitsEachStatement()) {
            return run(doing, transaction -> work.run(new Step(transaction.connection(), clockOffset.get(), 0)));
        }
        try (Connection connection = dataSource.getConnection()) {
            return inTransaction(connection, () -> work.run(step(connection)));
        } catch (SQLException e) {
            throw DatabaseErrors.translate(doing, e);
        }
    }

    /** A step in a transaction that somebody else opened and will end: nothing of the connection is changed. */
    public Step step(Connection connection) {
        int seconds = dialect.limitsEachStatement() ? limits.statementSeconds() : 0;
        return new Step(connection, clockOffset.get(), seconds);
    }

    /** A connection of the pool, for work that comes in several transactions. */
    Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    <T> T runOn(Connection connection, Work<T> work) throws SQLException {
        return inTransaction(connection, () -> limited(connection, work));
    }

    @FunctionalInterface
    private interface Inner<T> {
        T run() throws SQLException;
    }

    private static <T> T inTransaction(Connection connection, Inner<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            connection.commit();
            restore(connection, autoCommit);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, autoCommit, e);
            throw e;
        }
    }

    /** It is committed: a connection that breaks now is the pool's affair, and no failure of the work. */
    public static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            LOG.debug("connection broke after the commit SQLState={}", e.getSQLState());
        }
    }

    /** Of a broken connection this fails too, and the pool drops it. */
    private static void rollBack(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Runs the work on a connection whose transaction somebody else opened and will end. */
    public <T> T limited(Connection connection, Work<T> work) throws SQLException {
        try (Dialect.Limited limited = dialect.limit(connection, limits)) {
            Instant start = limited.now().plus(clockOffset.get());
            return work.run(new Transaction(connection, start, System.nanoTime()));
        }
    }
}
