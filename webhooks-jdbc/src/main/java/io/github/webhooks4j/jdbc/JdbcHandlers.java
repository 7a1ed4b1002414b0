package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.receive.Received;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.receive.UnitOfWorkHandler;

/** Handlers that share the transaction of {@link JdbcMessageStore}. */
public final class JdbcHandlers {
    private JdbcHandlers() {}

    /**
     * A handler whose effects on its connection and the mark "handled" commit together, or roll back together.
     *
     * @param handler the application's code
     * @param <T> the payload's type
     * @return for a receiver over a {@link JdbcMessageStore}; any other refuses it at start-up
     */
    public static <T> UnitOfWorkHandler<T> inTransaction(JdbcHandler<T> handler) {
        return new InTransaction<>(handler);
    }

    private record InTransaction<T>(JdbcHandler<T> handler) implements UnitOfWorkHandler<T> {
        @Override
        public Class<? extends UnitOfWork> unitOfWorkType() {
            return JdbcUnitOfWork.class;
        }

        @Override
        public void handle(Received<T> message, UnitOfWork unit) throws Exception {
            handler.handle(message, ((JdbcUnitOfWork) unit).connection());
        }
    }
}
