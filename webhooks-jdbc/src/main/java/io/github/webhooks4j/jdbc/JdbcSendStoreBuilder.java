package io.github.webhooks4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.jdbc.internal.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * How a {@link JdbcSendStore} works. Not thread-safe; {@link #build()} may be called more than once.
 */
public final class JdbcSendStoreBuilder {
    /** How long a statement may run: 5 seconds. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    /** How long a statement may wait for a lock: 2 seconds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private WebhookSchema schema;
    private boolean createTables;
    private Duration statementTimeout = DEFAULT_STATEMENT_TIMEOUT;
    private Duration lockTimeout = DEFAULT_LOCK_TIMEOUT;
    private Supplier<Duration> clockOffset = () -> Duration.ZERO;
    private ConnectionSource connectionSource = Optional::empty;

    JdbcSendStoreBuilder(DataSource dataSource) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
        this.schema = WebhookSchema.of(dataSource);
    }

    /**
     * What the names of the tables begin with.
     *
     * @param prefix matching {@code [a-z][a-z0-9_]{0,20}}; default {@value WebhookSchema#DEFAULT_TABLE_PREFIX}
     * @return this builder
     * @throws IllegalArgumentException for any other text
     */
    public JdbcSendStoreBuilder tablePrefix(String prefix) {
        schema = schema.tablePrefix(prefix);
        return this;
    }

    /**
     * The database schema of the tables, which must exist; default is the connection's own.
     *
     * @param name an identifier that needs no quotes
     * @return this builder
     * @throws IllegalArgumentException for any other text
     */
    public JdbcSendStoreBuilder schema(String name) {
        schema = schema.schema(name);
        return this;
    }

    /**
     * Whether to create or upgrade the tables at start; otherwise they are only checked.
     *
     * @param value default {@code false}
     * @return this builder
     */
    public JdbcSendStoreBuilder createTables(boolean value) {
        createTables = value;
        return this;
    }

    /**
     * How long one statement may run. On PostgreSQL publishing, claiming and writing results count whole seconds,
     * rounded up, and waiting for locks is part of it.
     *
     * @param value default 5 seconds
     * @return this builder
     */
    public JdbcSendStoreBuilder statementTimeout(Duration value) {
        statementTimeout = positive("statementTimeout", value);
        return this;
    }

    /**
     * How long a statement may wait for a lock.
     *
     * @param value default 2 seconds
     * @return this builder
     */
    public JdbcSendStoreBuilder lockTimeout(Duration value) {
        lockTimeout = positive("lockTimeout", value);
        return this;
    }

    /**
     * What is added to the database's clock: for tests that move time.
     *
     * @param value asked at each transaction; default zero
     * @return this builder
     */
    public JdbcSendStoreBuilder clockOffset(Supplier<Duration> value) {
        clockOffset = requireNonNull(value, "clockOffset");
        return this;
    }

    /**
     * Who knows the transaction that a publishing thread is in.
     *
     * @param value default: nobody, each call is a transaction of its own
     * @return this builder
     */
    public JdbcSendStoreBuilder connectionSource(ConnectionSource value) {
        connectionSource = requireNonNull(value, "connectionSource");
        return this;
    }

    /**
     * The store.
     *
     * @return the store
     * @throws IllegalStateException when the tables are missing, or the database is not known
     * @throws io.github.webhooks4j.WebhookException when the database cannot be reached
     */
    public JdbcSendStore build() {
        return new JdbcSendStore(this);
    }

    private static Duration positive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least 1 ms");
        }
        return value;
    }

    DataSource dataSource() {
        return dataSource;
    }

    WebhookSchema webhookSchema() {
        return schema;
    }

    boolean createTables() {
        return createTables;
    }

    Limits limits() {
        return new Limits(statementTimeout, lockTimeout);
    }

    Supplier<Duration> clockOffset() {
        return clockOffset;
    }

    ConnectionSource connectionSource() {
        return connectionSource;
    }
}
