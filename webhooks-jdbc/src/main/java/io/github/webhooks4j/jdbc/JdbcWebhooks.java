package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.send.Deliveries;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.Endpoints;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.EventTypes;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.send.hook.Hooks;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sending half on the application's own database: an event is published in the transaction of the change that it
 * tells of.
 *
 * <p>Without a connection, {@link #publish(Event)} and hooks join the transaction of {@link #inTransaction} or the
 * one that the {@link ConnectionSource} reports, and else open their own.
 *
 * <p>Thread-safe; one instance serves the whole process. Close it before the data source.
 */
public final class JdbcWebhooks implements Webhooks {
    private final JdbcSendStore store;
    private final OwnTransactions transactions;
    private final Webhooks webhooks;

    JdbcWebhooks(JdbcSendStore store, OwnTransactions transactions, Webhooks webhooks) {
        this.store = store;
        this.transactions = transactions;
        this.webhooks = webhooks;
    }

    /**
     * Starts a builder.
     *
     * @param dataSource a pool of connections to the database
     * @return the builder
     */
    public static JdbcWebhooksBuilder builder(DataSource dataSource) {
        return new JdbcWebhooksBuilder(dataSource);
    }

    /**
     * Publishes an event in the caller's transaction: nothing is sent unless it commits. Nothing of the connection
     * is changed. After an exception roll back.
     *
     * @param connection to the same database, with auto-commit off
     * @param event what happened
     * @return its id, and how many endpoints get it
     * @throws IllegalArgumentException as {@link #publish(Event)}
     * @throws IllegalStateException when the connection commits each statement by itself
     * @throws io.github.webhooks4j.WebhookException when the database refuses
     */
    public Published publish(Connection connection, Event event) {
        return publishAll(connection, List.of(event)).get(0);
    }

    /**
     * Publishes events in the caller's transaction.
     *
     * @param connection to the same database, with auto-commit off
     * @param events what happened
     * @return one for each event, in the same order
     * @throws IllegalArgumentException as {@link #publish(Event)}
     * @throws IllegalStateException when the connection commits each statement by itself
     * @throws io.github.webhooks4j.WebhookException when the database refuses
     */
    public List<Published> publishAll(Connection connection, List<Event> events) {
        if (transactions.isOwn(connection)) {
            return webhooks.publishAll(events); // joins it, and sees its commit
        }
        List<NewEvent> prepared = events.stream().map(webhooks::prepare).toList();
        List<Published> published = store.publish(connection, prepared);
        for (int i = 0; i < prepared.size(); i++) {
            webhooks.stored(prepared.get(i), published.get(i), false);
        }
        return published;
    }

    /**
     * Runs something in a new transaction on a connection of the data source. Whatever is published on this thread
     * meanwhile, by a hook too, belongs to it; deliveries start right after the commit. Called inside of another
     * call on the same thread, it takes part in that one, whose end alone decides. It takes no part in a framework's
     * transaction.
     *
     * @param work what to run
     * @param <T> what comes out of it
     * @param <X> what it may throw
     * @return what the work returned
     * @throws X what the work threw; the outermost call then rolls everything back
     * @throws io.github.webhooks4j.WebhookException when the transaction cannot be begun or committed
     */
    public <T extends @Nullable Object, X extends Exception> T inTransaction(TransactionWork<T, X> work) throws X {
        return transactions.run(work);
    }

    /**
     * Hooks that publish here.
     *
     * @return the hooks
     */
    public Hooks hooks() {
        return Hooks.of(this);
    }

    @Override
    public EventTypes eventTypes() {
        return webhooks.eventTypes();
    }

    @Override
    public List<Published> publishAll(List<Event> events) {
        return webhooks.publishAll(events);
    }

    @Override
    public NewEvent prepare(Event event) {
        return webhooks.prepare(event);
    }

    @Override
    public void stored(NewEvent stored, Published published, boolean committed) {
        webhooks.stored(stored, published, committed);
    }

    @Override
    public Endpoints endpoints() {
        return webhooks.endpoints();
    }

    @Override
    public Deliveries deliveries() {
        return webhooks.deliveries();
    }

    @Override
    public DeliveryEngine startDelivery() {
        return webhooks.startDelivery();
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
