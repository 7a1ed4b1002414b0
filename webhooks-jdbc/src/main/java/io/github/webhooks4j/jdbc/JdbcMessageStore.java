package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.Dialect;
import io.github.webhooks4j.jdbc.internal.GatheringWriter;
import io.github.webhooks4j.jdbc.internal.MessageClaims;
import io.github.webhooks4j.jdbc.internal.MessageLog;
import io.github.webhooks4j.jdbc.internal.Tables;
import io.github.webhooks4j.jdbc.internal.Transactions;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessagePage;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStats;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message log in the application's own database: PostgreSQL, or H2 for development.
 *
 * <p>{@link #insert} gathers: while one batch of messages commits, those that arrive meanwhile form the next, and
 * each is answered only after its own commit. Every method takes its connection from the {@code DataSource} and
 * gives it back as it was.
 *
 * <p><b>Limits.</b> Statements and lock waits are bounded, an insert's stage by the store deadline, its wait for a
 * connection by the connection wait. The other methods wait for a connection as long as the pool lets them. A
 * database host that vanishes is noticed by the driver alone: on PostgreSQL set {@code socketTimeout}.
 * <b>Isolation.</b> Made for {@code READ COMMITTED}, the default; it is not changed. Under {@code REPEATABLE READ}
 * a concurrent duplicate may fail as retryable instead of being told.
 *
 * <p>Thread-safe; one instance serves the whole process. Close it after the receiver: what still waits to be
 * stored is written first.
 */
public final class JdbcMessageStore implements MessageStore, UnitOfWork.Provider, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcMessageStore.class);

    private final GatheringWriter writer;
    private final MessageClaims claims;
    private final MessageLog log;
    private final UnitsOfWork unitsOfWork;

    JdbcMessageStore(JdbcMessageStoreBuilder settings) {
        Dialect dialect = dialect(settings.dataSource());
        WebhookSchema schema = settings.webhookSchema();
        if (settings.createTables()) {
            schema.createOrUpgrade();
        }
        schema.check();
        Tables tables = schema.tables();
        Transactions transactions =
                new Transactions(settings.dataSource(), dialect, settings.limits(), settings.clockOffset());
        claims = new MessageClaims(transactions, dialect, tables);
        log = new MessageLog(transactions, dialect, tables);
        unitsOfWork = new UnitsOfWork(settings.transactions(), transactions, claims);
        writer = GatheringWriter.start(transactions, dialect, tables, settings.limits(), settings.writer());
    }

    /**
     * A store with default settings over tables that are there already.
     *
     * @param dataSource a pool of connections to the database
     * @return the store
     * @throws IllegalStateException when the tables are missing, or the database is not known
     * @throws io.github.webhooks4j.WebhookException when the database cannot be reached
     */
    public static JdbcMessageStore create(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts a builder.
     *
     * @param dataSource a pool of connections to the database
     * @return the builder
     */
    public static JdbcMessageStoreBuilder builder(DataSource dataSource) {
        return new JdbcMessageStoreBuilder(dataSource);
    }

    private static Dialect dialect(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            LOG.info("message store database={}", dialect.folder());
            dialect.warnings(connection).forEach(LOG::warn);
            return dialect;
        } catch (SQLException e) {
            throw DatabaseErrors.translate("connecting to the database of the message store", e);
        }
    }

    @Override
    public CompletionStage<Insertion> insert(NewMessage message) {
        return writer.insert(message);
    }

    @Override
    public Optional<Claim<Message>> takeOver(UUID id, Duration lease, String node) {
        return claims.takeOver(id, lease, node);
    }

    @Override
    public boolean reopen(UUID id, Set<MessageState> from) {
        return claims.reopen(id, from);
    }

    @Override
    public List<Claim<Message>> claimDue(Set<String> sources, int max, Duration lease, String node) {
        return claims.claimDue(sources, max, lease, node);
    }

    @Override
    public boolean finish(Claim<Message> claim, MessageResult result) {
        return claims.finish(claim, result);
    }

    @Override
    public Optional<Message> find(UUID id) {
        return log.find(id);
    }

    @Override
    public Optional<Message> find(String source, String dedupeKey) {
        return log.find(source, dedupeKey);
    }

    @Override
    public List<MessageAttempt> attempts(UUID id) {
        return log.attempts(id);
    }

    @Override
    public MessagePage list(MessageQuery query) {
        return log.list(query);
    }

    @Override
    public MessageStats stats(Instant receivedAfter, int most) {
        return log.stats(receivedAfter, most);
    }

    @Override
    public int purge(String source, Set<MessageState> states, Instant receivedUntil, int max) {
        return log.purge(source, states, receivedUntil, max);
    }

    @Override
    public int clearContentKeys(String source, Instant receivedBefore, int max) {
        return log.clearContentKeys(source, receivedBefore, max);
    }

    /**
     * {@link JdbcUnitOfWork}.
     *
     * @return the type
     */
    @Override
    public Class<? extends UnitOfWork> unitOfWorkType() {
        return JdbcUnitOfWork.class;
    }

    @Override
    public boolean handleInUnitOfWork(Claim<Message> claim, UnitOfWork.Work work) throws Exception {
        return unitsOfWork.handle(claim, work);
    }

    /** Writes what waits to be stored, for no longer than the store deadline; then refuses inserts. */
    @Override
    public void close() {
        writer.close();
    }
}
