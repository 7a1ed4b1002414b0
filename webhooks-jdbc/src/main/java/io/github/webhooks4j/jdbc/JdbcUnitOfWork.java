package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.receive.UnitOfWork;
import java.sql.Connection;

/**
 * The transaction of {@link JdbcMessageStore} in which a message is handled and marked. Valid while the handler
 * runs, on its thread.
 */
public interface JdbcUnitOfWork extends UnitOfWork {
    /**
     * The connection with the open transaction. It refuses {@code commit}, {@code rollback} (other than to a
     * savepoint), {@code close}, {@code abort}, {@code setAutoCommit} and {@code unwrap} with an {@link
     * IllegalStateException}: the transaction ends with the handler, and only the store ends it.
     *
     * @return the connection, the same at each call
     */
    Connection connection();
}
