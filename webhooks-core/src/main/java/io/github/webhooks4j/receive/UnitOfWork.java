package io.github.webhooks4j.receive;

import io.github.webhooks4j.work.Claim;

/**
 * What a handler shares with the store while both write in one transaction. Opaque here: each kind of store
 * that offers one has its own, with whatever its handlers need (a JDBC connection, say).
 */
public interface UnitOfWork {
    /** What runs inside the transaction. */
    @FunctionalInterface
    interface Work {
        /**
         * Does the work.
         *
         * @param unit the transaction
         * @throws Exception anything: the transaction rolls back
         */
        void run(UnitOfWork unit) throws Exception;
    }

    /** A store that can commit a handler's effects together with the mark "handled". */
    interface Provider {
        /**
         * The kind that this store offers, for handlers to be checked against at start-up.
         *
         * @return the type
         */
        Class<? extends UnitOfWork> unitOfWorkType();

        /**
         * Runs work and marks its message handled, in one transaction: both commit, or neither.
         *
         * @param claim whose result this is
         * @param work runs once, on the calling thread, with the transaction open
         * @return {@code false} when the claim's fence was lost to another: all is rolled back
         * @throws Exception what the work threw, after the roll-back
         */
        boolean handleInUnitOfWork(Claim<Message> claim, Work work) throws Exception;
    }
}
