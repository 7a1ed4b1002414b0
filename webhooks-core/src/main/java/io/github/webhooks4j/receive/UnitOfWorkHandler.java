package io.github.webhooks4j.receive;

/**
 * A handler whose effects and the mark "handled" commit together, or not at all. Made by the module that
 * knows the store ({@code JdbcHandlers.inTransaction}); a receiver whose store offers another kind of unit
 * of work, or none, refuses to be built.
 *
 * @param <T> the payload's type
 */
public interface UnitOfWorkHandler<T> extends Handler<T> {
    /**
     * The kind of unit of work that this handler needs.
     *
     * @return the type
     */
    Class<? extends UnitOfWork> unitOfWorkType();

    /**
     * Handles one message inside a transaction of the store.
     *
     * @param message the message
     * @param unit the open transaction, of {@link #unitOfWorkType()}
     * @throws Exception anything: the transaction rolls back and the attempt failed
     */
    void handle(Received<T> message, UnitOfWork unit) throws Exception;

    /**
     * Not for this kind of handler.
     *
     * @param message ignored
     * @throws IllegalStateException always
     */
    @Override
    default void handle(Received<T> message) {
        throw new IllegalStateException("this handler runs inside a unit of work only");
    }
}
