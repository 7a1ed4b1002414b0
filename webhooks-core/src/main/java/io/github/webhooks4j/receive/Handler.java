package io.github.webhooks4j.receive;

/**
 * Application code for a message. It may run more than once for the same message (a crash after its effects
 * and before their mark; a lease that ran out): be idempotent, or use a handler that shares the store's
 * transaction, such as {@code JdbcHandlers.inTransaction} of the jdbc module.
 *
 * <p>Anything thrown fails the attempt; {@link RetryAfter} and {@link GiveUp} steer what comes then.
 *
 * <p>Implementations are thread-safe: several messages are handled at the same time.
 *
 * @param <T> the payload's type
 */
@FunctionalInterface
public interface Handler<T> {
    /**
     * Handles one message.
     *
     * @param message the message
     * @throws Exception anything: the attempt failed
     */
    void handle(Received<T> message) throws Exception;
}
