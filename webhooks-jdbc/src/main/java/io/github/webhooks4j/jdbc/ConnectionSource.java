package io.github.webhooks4j.jdbc;

import java.sql.Connection;
import java.util.Optional;

/**
 * Tells a {@link JdbcSendStore} of the transaction that the calling thread is in, so that publishing joins it: a
 * framework's, say.
 *
 * <p>Implementations are thread-safe. The connection must lead to the database of the store's tables.
 */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * The connection of the transaction that the calling thread is in. Nothing but statements is run on it: whoever
     * opened the transaction ends it.
     *
     * @return the connection, with auto-commit off; empty when the thread is in no transaction
     */
    Optional<Connection> current();

    /**
     * Runs something after the transaction of {@link #current()} has committed, and never if it rolls back.
     *
     * @param action what to run; never throws
     * @return whether it will be run; {@code false} when commits cannot be seen, which is the default
     */
    default boolean afterCommit(Runnable action) {
        return false;
    }
}
