package io.github.webhooks4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.jdbc.internal.Limits;
import io.github.webhooks4j.jdbc.internal.WriterSettings;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * How a {@link JdbcMessageStore} works. Not thread-safe; {@link #build()} may be called more than once.
 */
public final class JdbcMessageStoreBuilder {
    /** How long a statement may run: 5 seconds. */
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    /** How long a statement may wait for a lock: 2 seconds. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(2);

    /** How long an insert may take altogether: 5 seconds. */
    public static final Duration DEFAULT_STORE_DEADLINE = Duration.ofSeconds(5);

    /** How long an insert waits for a connection: 1 second. */
    public static final Duration DEFAULT_CONNECTION_WAIT = Duration.ofSeconds(1);

    /** How many messages may wait to be stored: 4,096. */
    public static final int DEFAULT_QUEUE_MESSAGES = 4096;

    /** How many bytes of bodies may wait to be stored: 64 MiB. */
    public static final long DEFAULT_QUEUE_BYTES = 64L * 1024 * 1024;

    /** How many messages one transaction stores at most: 200. */
    public static final int DEFAULT_BATCH_MESSAGES = 200;

    /** How many bytes of bodies one transaction stores at most: 8 MiB. */
    public static final long DEFAULT_BATCH_BYTES = 8L * 1024 * 1024;

    /** How many threads, each with a connection, store messages: 2. */
    public static final int DEFAULT_WRITERS = 2;

    private final DataSource dataSource;
    private WebhookSchema schema;
    private boolean createTables;
    private Duration statementTimeout = DEFAULT_STATEMENT_TIMEOUT;
    private Duration lockTimeout = DEFAULT_LOCK_TIMEOUT;
    private Duration storeDeadline = DEFAULT_STORE_DEADLINE;
    private Duration connectionWait = DEFAULT_CONNECTION_WAIT;
    private int queueMessages = DEFAULT_QUEUE_MESSAGES;
    private long queueBytes = DEFAULT_QUEUE_BYTES;
    private int batchMessages = DEFAULT_BATCH_MESSAGES;
    private long batchBytes = DEFAULT_BATCH_BYTES;
    private int writers = DEFAULT_WRITERS;
    private Supplier<Duration> clockOffset = () -> Duration.ZERO;
    private TransactionRunner transactions;

    JdbcMessageStoreBuilder(DataSource dataSource) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
        this.schema = WebhookSchema.of(dataSource);
        this.transactions = new PlainTransactions(dataSource);
    }

    /**
     * What the names of the tables begin with.
     *
     * @param prefix matching {@code [a-z][a-z0-9_]{0,20}}; default {@value WebhookSchema#DEFAULT_TABLE_PREFIX}
     * @return this builder
     * @throws IllegalArgumentException for any other text
     */
    public JdbcMessageStoreBuilder tablePrefix(String prefix) {
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
    public JdbcMessageStoreBuilder schema(String name) {
        schema = schema.schema(name);
        return this;
    }

    /**
     * Whether to create or upgrade the tables at start; otherwise they are only checked.
     *
     * @param value default {@code false}
     * @return this builder
     */
    public JdbcMessageStoreBuilder createTables(boolean value) {
        createTables = value;
        return this;
    }

    /**
     * How long one statement may run.
     *
     * @param value default 5 seconds
     * @return this builder
     */
    public JdbcMessageStoreBuilder statementTimeout(Duration value) {
        statementTimeout = positive("statementTimeout", value);
        return this;
    }

    /**
     * How long a statement may wait for a lock, an insert for somebody else's uncommitted duplicate included.
     *
     * @param value default 2 seconds
     * @return this builder
     */
    public JdbcMessageStoreBuilder lockTimeout(Duration value) {
        lockTimeout = positive("lockTimeout", value);
        return this;
    }

    /**
     * When inserts fail that still wait for their transaction to begin. One that is under way ends with it,
     * limited by the statement and lock time-outs.
     *
     * @param value default 5 seconds
     * @return this builder
     */
    public JdbcMessageStoreBuilder storeDeadline(Duration value) {
        storeDeadline = positive("storeDeadline", value);
        return this;
    }

    /**
     * When inserts fail that wait for the pool to hand out a connection.
     *
     * @param value default 1 second
     * @return this builder
     */
    public JdbcMessageStoreBuilder connectionWait(Duration value) {
        connectionWait = positive("connectionWait", value);
        return this;
    }

    /**
     * How much may wait to be stored; more fails at once.
     *
     * @param messages how many messages; default 4,096
     * @param bytes how many bytes of bodies; default 64 MiB
     * @return this builder
     * @throws IllegalArgumentException for less than 1
     */
    public JdbcMessageStoreBuilder queue(int messages, long bytes) {
        queueMessages = (int) positive("queue messages", messages);
        queueBytes = positive("queue bytes", bytes);
        return this;
    }

    /**
     * How much one transaction stores at most.
     *
     * @param messages how many messages; default 200
     * @param bytes how many bytes of bodies, if more than one message; default 8 MiB
     * @return this builder
     * @throws IllegalArgumentException for less than 1
     */
    public JdbcMessageStoreBuilder batch(int messages, long bytes) {
        batchMessages = (int) positive("batch messages", messages);
        batchBytes = positive("batch bytes", bytes);
        return this;
    }

    /**
     * How many threads store messages, each with a connection while it does: with two, one batch forms and is
     * written while the other commits.
     *
     * @param threads default 2
     * @return this builder
     * @throws IllegalArgumentException for less than 1
     */
    public JdbcMessageStoreBuilder writers(int threads) {
        writers = (int) positive("writers", threads);
        return this;
    }

    /**
     * What is added to the database's clock: for tests that move time.
     *
     * @param value asked at each transaction; default zero
     * @return this builder
     */
    public JdbcMessageStoreBuilder clockOffset(Supplier<Duration> value) {
        clockOffset = requireNonNull(value, "clockOffset");
        return this;
    }

    /**
     * Who opens the transactions that handlers share; the store's own short ones stay plain JDBC.
     *
     * @param value default: plain JDBC over the same data source
     * @return this builder
     */
    public JdbcMessageStoreBuilder transactions(TransactionRunner value) {
        transactions = requireNonNull(value, "transactions");
        return this;
    }

    /**
     * The store; its threads are started.
     *
     * @return the store
     * @throws IllegalStateException when the tables are missing, or the database is not known
     * @throws io.github.webhooks4j.WebhookException when the database cannot be reached
     */
    public JdbcMessageStore build() {
        return new JdbcMessageStore(this);
    }

    private static Duration positive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least 1 ms");
        }
        return value;
    }

    private static long positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + " but must be at least 1");
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

    TransactionRunner transactions() {
        return transactions;
    }

    WriterSettings writer() {
        return new WriterSettings(
                writers, queueMessages, queueBytes, batchMessages, batchBytes, storeDeadline, connectionWait);
    }
}
