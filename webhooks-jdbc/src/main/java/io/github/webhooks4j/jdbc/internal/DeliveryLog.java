package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryStats;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reading events, deliveries and attempts. */
public final class DeliveryLog {
    private static final String EVENT = "SELECT {event_columns} FROM {event} WHERE id = ?";

    private static final String DELIVERY = "SELECT {delivery_columns} FROM {delivery} WHERE id = ?";

    private static final String ATTEMPTS = """
            SELECT delivery_id, number, node, started_at, ended_at, outcome, status, error_kind, error,
                   response_headers, response_body
              FROM {delivery_attempt}
             WHERE delivery_id = ?
             ORDER BY number
            """;

    private final Transactions transactions;
    private final Tables tables;

    public DeliveryLog(Transactions transactions, Tables tables) {
        this.transactions = transactions;
        this.tables = tables;
    }

    public Optional<StoredEvent> findEvent(UUID id) {
        return transactions.run(
                "reading event id=" + id,
                transaction -> Sql.query(transaction.connection(), tables.sql(EVENT), DeliveryRows::event, id).stream()
                        .findFirst());
    }

    public Optional<Delivery> findDelivery(UUID id) {
        return transactions.run(
                "reading delivery id=" + id,
                transaction ->
                        Sql.query(transaction.connection(), tables.sql(DELIVERY), DeliveryRows::delivery, id).stream()
                                .findFirst());
    }

    public List<DeliveryAttempt> attempts(UUID delivery) {
        return transactions.run(
                "reading the attempts of delivery id=" + delivery,
                transaction ->
                        Sql.query(transaction.connection(), tables.sql(ATTEMPTS), DeliveryRows::attempt, delivery));
    }

    public Page<Delivery> list(DeliveryQuery query) {
        DeliveryListing listing = DeliveryListing.of(query);
        List<Delivery> found = transactions.run(
                "listing deliveries",
                transaction -> Sql.query(
                        transaction.connection(),
                        tables.sql(listing.sql()),
                        DeliveryRows::delivery,
                        listing.parameters(query)));
        return page(found, query.limit());
    }

    private static Page<Delivery> page(List<Delivery> found, int limit) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<Delivery> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(items.get(limit - 1).id()));
    }

    public DeliveryStats stats(Duration recent, int most) {
        return transactions.run(
                "counting deliveries", transaction -> DeliveryFigures.read(transaction, tables, recent, most));
    }

    /** The store's clock. */
    public Instant now() {
        return transactions.run("reading the database's clock", Transaction::now);
    }
}
