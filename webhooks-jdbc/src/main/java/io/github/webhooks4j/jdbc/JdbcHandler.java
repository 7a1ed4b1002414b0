package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.receive.Received;
import java.sql.Connection;

/**
 * Application code for a message, whose database effects commit together with the mark "handled". Made a handler
 * by {@link JdbcHandlers#inTransaction(JdbcHandler)}. Thread-safe.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface JdbcHandler<T> {
    /**
     * Handles one message.
     *
     * @param message the message
     * @param connection of {@link JdbcUnitOfWork#connection()}: write with it, do not end its transaction. After
     *     an SQL error PostgreSQL refuses everything else in the transaction: let the exception out, or roll
     *     back to a savepoint
     * @throws Exception anything: the effects roll back and the attempt failed
     */
    void handle(Received<T> message, Connection connection) throws Exception;
}
