package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.DeliveryClaims;
import io.github.webhooks4j.jdbc.internal.DeliveryLog;
import io.github.webhooks4j.jdbc.internal.DeliveryUpkeep;
import io.github.webhooks4j.jdbc.internal.Dialect;
import io.github.webhooks4j.jdbc.internal.Publisher;
import io.github.webhooks4j.jdbc.internal.SendDialect;
import io.github.webhooks4j.jdbc.internal.Tables;
import io.github.webhooks4j.jdbc.internal.Transactions;
import io.github.webhooks4j.send.CommitWatch;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryStats;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The outbox: publishes in the transaction that there is, and hands everything else on. */
final class JdbcOutbox implements OutboxStore {
    private final Transactions transactions;
    private final ConnectionSource connections;
    private final Publisher publisher;
    private final DeliveryClaims claims;
    private final DeliveryUpkeep upkeep;
    private final DeliveryLog log;

    private JdbcOutbox(
            Transactions transactions,
            ConnectionSource connections,
            Publisher publisher,
            DeliveryClaims claims,
            DeliveryUpkeep upkeep,
            DeliveryLog log) {
        this.transactions = transactions;
        this.connections = connections;
        this.publisher = publisher;
        this.claims = claims;
        this.upkeep = upkeep;
        this.log = log;
    }

    static JdbcOutbox of(Transactions transactions, Dialect dialect, Tables tables, ConnectionSource connections) {
        SendDialect sending = SendDialect.of(dialect, tables);
        Publisher publisher = new Publisher(sending);
        return new JdbcOutbox(
                transactions,
                connections,
                publisher,
                new DeliveryClaims(transactions, sending, tables, publisher),
                new DeliveryUpkeep(transactions, sending, tables),
                new DeliveryLog(transactions, tables));
    }

    @Override
    public List<Published> publish(List<NewEvent> events, CommitWatch watch) {
        Optional<Connection> current = connections.current();
        if (current.isEmpty()) {
            List<Published> published = transactions.step(doing(events), step -> publisher.publish(step, events));
            watch.committed();
            return published;
        }
        List<Published> published = publish(current.get(), events);
        if (!connections.afterCommit(watch::committed)) {
            watch.unseen();
        }
        return published;
    }

    /** In the caller's transaction. */
    List<Published> publish(Connection connection, List<NewEvent> events) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("the connection is in auto-commit mode: publishing in a transaction of"
                        + " the caller needs one");
            }
            return publisher.publish(transactions.step(connection), events);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(doing(events), e);
        }
    }

    private static String doing(List<NewEvent> events) {
        return "publishing events count=" + events.size();
    }

    @Override
    public List<Claim<DeliveryWork>> claim(DeliveryClaim wanted) {
        return claims.claim(wanted);
    }

    @Override
    public Set<UUID> finish(List<DeliveryResult> results) {
        return claims.finish(results);
    }

    @Override
    public int settle(int max) {
        return upkeep.settle(max);
    }

    @Override
    public boolean redeliver(UUID id) {
        return upkeep.redeliver(id);
    }

    @Override
    public Optional<StoredEvent> findEvent(UUID id) {
        return log.findEvent(id);
    }

    @Override
    public Optional<Delivery> findDelivery(UUID id) {
        return log.findDelivery(id);
    }

    @Override
    public List<DeliveryAttempt> attempts(UUID delivery) {
        return log.attempts(delivery);
    }

    @Override
    public Page<Delivery> list(DeliveryQuery query) {
        return log.list(query);
    }

    @Override
    public DeliveryStats stats(Duration recent, int most) {
        return log.stats(recent, most);
    }

    @Override
    public int purge(Instant finishedUntil, int max) {
        return upkeep.purge(finishedUntil, max);
    }

    @Override
    public Instant now() {
        return log.now();
    }
}
