package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.receive.Received;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The application: it does little, and counts how often it was asked to. */
final class Shop {
    private static final int FAILURES_OF_THE_PRINTER = 2;

    private final DataSource dataSource;
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger confirmations = new AtomicInteger();

    Shop(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS booking"
                    + " (invoice VARCHAR(50) NOT NULL, currency VARCHAR(3) NOT NULL, total BIGINT NOT NULL)");
        }
    }

    void deploy(Push push) {
        require(!push.commits().isEmpty() && push.ref().startsWith("refs/heads/"), "a push of commits to a branch");
        runs.incrementAndGet();
    }

    /** Writes on the connection of the message store's transaction; whoever called commits. */
    void book(Received<InvoicePaid> event, Connection connection) throws SQLException {
        runs.incrementAndGet();
        InvoicePaid.Invoice invoice = event.payload().data().object();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO booking VALUES (?, ?, ?)")) {
            insert.setString(1, invoice.number());
            insert.setString(2, invoice.currency());
            insert.setLong(3, invoice.total());
            insert.executeUpdate();
        }
    }

    void collect(Optional<String> user) {
        require(user.equals(Optional.of("roadrunner")), "the user of the slash command");
        runs.incrementAndGet();
    }

    void count(long number) {
        require(number == 2432232314L, "the number in the message");
        runs.incrementAndGet();
    }

    void release(Optional<String> payment) {
        require(payment.isPresent(), "the id of a payment");
        runs.incrementAndGet();
    }

    /** The label printer jams twice. */
    void ship(int attempt) {
        runs.incrementAndGet();
        if (attempt <= FAILURES_OF_THE_PRINTER) {
            throw new IllegalStateException("the label printer is jammed");
        }
    }

    void confirmed(Orders.Confirmation confirmation) {
        require(confirmation.total() > 0, "the total of an order");
        confirmations.incrementAndGet();
    }

    /** How many confirmations of our own came back to us. */
    int confirmations() {
        return confirmations.get();
    }

    /** How often a handler ran, over all sources but our own. */
    int runs() {
        return runs.get();
    }

    /** How many payments are booked. */
    int bookings() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM booking")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + what);
        }
    }
}
