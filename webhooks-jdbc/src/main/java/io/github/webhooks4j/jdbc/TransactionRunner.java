package io.github.webhooks4j.jdbc;

import java.sql.Connection;

/**
 * Opens the transaction that a handler shares with the store. The default is plain JDBC; replace it to let the
 * transaction be the application's own kind (Spring's, say), so that its repositories join it.
 *
 * <p>Implementations are thread-safe. The connection must lead to the database of the store's tables.
 */
@FunctionalInterface
public interface TransactionRunner {
    /** What runs inside. */
    @FunctionalInterface
    interface Work {
        /**
         * Does the work.
         *
         * @param connection with the transaction open
         * @throws Exception anything: the transaction must roll back
         */
        void run(Connection connection) throws Exception;
    }

    /**
     * Runs the work once, on the calling thread, in a new transaction: committed when the work returns, rolled
     * back when it throws.
     *
     * @param work what to run
     * @throws Exception what the work threw, unwrapped; or that the transaction could not begin or commit
     */
    void run(Work work) throws Exception;
}
