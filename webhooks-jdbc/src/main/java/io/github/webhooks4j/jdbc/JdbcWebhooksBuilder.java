package io.github.webhooks4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.observe.WebhookListener;
import io.github.webhooks4j.send.MasterKeys;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.send.WebhooksBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * How {@link JdbcWebhooks} are set up: what is needed most often here, everything else through {@link #sending} and
 * {@link #store}. Not thread-safe.
 */
public final class JdbcWebhooksBuilder {
    private final DataSource dataSource;
    private final JdbcSendStoreBuilder store;
    private final List<Consumer<WebhooksBuilder>> sending = new ArrayList<>();
    private ConnectionSource connections = Optional::empty;

    JdbcWebhooksBuilder(DataSource dataSource) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
        store = JdbcSendStore.builder(dataSource);
    }

    /**
     * What makes the requests.
     *
     * @param value stays open when this closes; default: found on the class path, such as webhooks-http
     * @return this builder
     */
    public JdbcWebhooksBuilder transport(Transport value) {
        return sending(builder -> builder.transport(value));
    }

    /**
     * Declares event types by their names.
     *
     * @param names more of them
     * @return this builder
     */
    public JdbcWebhooksBuilder eventTypes(String... names) {
        return sending(builder -> builder.eventTypes(names));
    }

    /**
     * What the secrets of endpoints are sealed with.
     *
     * @param value default: none, in clear
     * @return this builder
     */
    public JdbcWebhooksBuilder masterKeys(MasterKeys value) {
        return sending(builder -> builder.masterKeys(value));
    }

    /**
     * Adds a listener.
     *
     * @param value hears what happens
     * @return this builder
     */
    public JdbcWebhooksBuilder listener(WebhookListener value) {
        return sending(builder -> builder.listener(value));
    }

    /**
     * Whether to create or upgrade the tables at start; otherwise they are only checked.
     *
     * @param value default {@code false}
     * @return this builder
     */
    public JdbcWebhooksBuilder createTables(boolean value) {
        store.createTables(value);
        return this;
    }

    /**
     * Which transaction a thread is in that was not opened by {@link JdbcWebhooks#inTransaction}: a framework's.
     *
     * @param value default: none
     * @return this builder
     */
    public JdbcWebhooksBuilder connectionSource(ConnectionSource value) {
        connections = requireNonNull(value, "value");
        return this;
    }

    /**
     * Any setting of sending.
     *
     * @param settings called at {@link #build()}
     * @return this builder
     */
    public JdbcWebhooksBuilder sending(Consumer<WebhooksBuilder> settings) {
        sending.add(requireNonNull(settings, "settings"));
        return this;
    }

    /**
     * Any setting of the store but its connection source.
     *
     * @param settings called now
     * @return this builder
     */
    public JdbcWebhooksBuilder store(Consumer<JdbcSendStoreBuilder> settings) {
        settings.accept(store);
        return this;
    }

    /**
     * The sender; its tables are checked, nothing is started.
     *
     * @return the sender
     * @throws IllegalArgumentException naming every setting that is not allowed
     * @throws IllegalStateException when the tables are missing, or the database is not known
     * @throws io.github.webhooks4j.WebhookException when the database cannot be reached
     */
    public JdbcWebhooks build() {
        OwnTransactions transactions = new OwnTransactions(dataSource, connections);
        JdbcSendStore sendStore = store.connectionSource(transactions).build();
        WebhooksBuilder builder = Webhooks.builder(sendStore);
        sending.forEach(settings -> settings.accept(builder));
        return new JdbcWebhooks(sendStore, transactions, builder.build());
    }
}
