package io.github.webhooks4j.jdbc;

import java.sql.Connection;

/**
 * What runs inside a transaction of {@link JdbcWebhooks#inTransaction}.
 *
 * @param <T> what comes out of it
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface TransactionWork<T extends @org.jspecify.annotations.Nullable Object, X extends Exception> {
    /**
     * Does the work.
     *
     * @param connection with the transaction open; it refuses commit, rollback and close
     * @return what the caller gets
     * @throws X anything: the transaction rolls back
     */
    T run(Connection connection) throws X;
}
