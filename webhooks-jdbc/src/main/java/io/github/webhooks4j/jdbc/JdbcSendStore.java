package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.Dialect;
import io.github.webhooks4j.jdbc.internal.EndpointTable;
import io.github.webhooks4j.jdbc.internal.Tables;
import io.github.webhooks4j.jdbc.internal.Transactions;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.SendStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints, events, deliveries and attempts in the application's own database: PostgreSQL, or H2 for development.
 *
 * <p>Publishing joins the caller's transaction: by {@link #publish(Connection, List)}, or through a {@link
 * ConnectionSource}. Everything else is a short transaction of the store's own, with a connection from the {@code
 * DataSource}, which goes back as it came.
 *
 * <p><b>Limits.</b> Statements are bounded, and waiting for a connection is as long as the pool lets it. In the
 * caller's transaction on H2 the caller's own limits hold. <b>Isolation.</b> Made for {@code READ COMMITTED}, the
 * default; it is not changed. Under {@code REPEATABLE READ} an idempotency key that another transaction has just
 * committed fails the caller's transaction with a retryable exception (SQLState 40001) instead of being told.
 *
 * <p>Thread-safe; one instance serves the whole process. Holds no threads and no connections.
 */
public final class JdbcSendStore implements SendStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSendStore.class);

    private final EndpointTable endpoints;
    private final JdbcOutbox outbox;

    JdbcSendStore(JdbcSendStoreBuilder settings) {
        Dialect dialect = dialect(settings.dataSource());
        WebhookSchema schema = settings.webhookSchema();
        if (settings.createTables()) {
            schema.createOrUpgrade();
        }
        schema.check();
        Tables tables = schema.tables();
        Transactions transactions =
                new Transactions(settings.dataSource(), dialect, settings.limits(), settings.clockOffset());
        endpoints = new EndpointTable(transactions, tables);
        outbox = JdbcOutbox.of(transactions, dialect, tables, settings.connectionSource());
    }

    /**
     * A store with default settings over tables that are there already.
     *
     * @param dataSource a pool of connections to the database
     * @return the store
     * @throws IllegalStateException when the tables are missing, or the database is not known
     * @throws io.github.webhooks4j.WebhookException when the database cannot be reached
     */
    public static JdbcSendStore create(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts a builder.
     *
     * @param dataSource a pool of connections to the database
     * @return the builder
     */
    public static JdbcSendStoreBuilder builder(DataSource dataSource) {
        return new JdbcSendStoreBuilder(dataSource);
    }

    private static Dialect dialect(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            LOG.info("send store database={}", dialect.folder());
            dialect.warnings(connection).forEach(LOG::warn);
            return dialect;
        } catch (SQLException e) {
            throw DatabaseErrors.translate("connecting to the database of the send store", e);
        }
    }

    @Override
    public EndpointStore endpoints() {
        return endpoints;
    }

    @Override
    public OutboxStore outbox() {
        return outbox;
    }

    /**
     * Publishes in the caller's transaction: the events are there when it commits, and only then. Nothing of the
     * connection is changed. After an exception roll back.
     *
     * @param connection to the database of the store's tables, with auto-commit off
     * @param events what to store
     * @return one for each event, in the same order
     * @throws IllegalStateException when the connection commits each statement by itself
     * @throws io.github.webhooks4j.WebhookException when the database refuses
     */
    public List<Published> publish(Connection connection, List<NewEvent> events) {
        return outbox.publish(connection, events);
    }
}
