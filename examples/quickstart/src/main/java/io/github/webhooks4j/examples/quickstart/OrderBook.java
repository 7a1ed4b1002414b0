package io.github.webhooks4j.examples.quickstart;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Orders in the application's own table, written in whatever transaction is open. */
final class OrderBook implements Orders {
    private final DataSource dataSource;
    private final AtomicReference<@Nullable Connection> transaction = new AtomicReference<>();

    OrderBook(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer_order (id VARCHAR(50) PRIMARY KEY, total BIGINT NOT NULL)");
        }
    }

    /** Which transaction to write in: an application has this from its framework. */
    void writeOn(Connection connection) {
        transaction.set(connection);
    }

    @Override
    public Confirmation confirm(String customer, String order, long total) {
        Connection open = requireNonNull(transaction.get(), "no transaction is open");
        try (PreparedStatement insert = open.prepareStatement("INSERT INTO customer_order VALUES (?, ?)")) {
            insert.setString(1, order);
            insert.setLong(2, total);
            insert.executeUpdate();
            return new Confirmation("order.confirmed", order, total);
        } catch (SQLException e) {
            throw new IllegalStateException("the order is not written", e);
        }
    }

    int count() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM customer_order")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
