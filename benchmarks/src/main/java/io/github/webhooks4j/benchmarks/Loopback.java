package io.github.webhooks4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.WebhooksBuilder;
import io.github.webhooks4j.send.target.TargetPolicy;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What the measurements have in common: an empty database, a sender that may send to this machine, events. */
final class Loopback {
    static final String OWNER = "acme";
    private static final int PUBLISHED_AT_ONCE = 500;

    private Loopback() {}

    static HttpTransport transport() {
        return HttpTransport.builder()
                .targetPolicy(TargetPolicy.builder()
                        .allowHttp(true)
                        .allow("127.0.0.0/8")
                        .build())
                .build();
    }

    static HikariDataSource dataSource(String url, int connections) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setMaximumPoolSize(connections);
        return dataSource;
    }

    /** Drops every table of the database. */
    static void empty(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
            statement.execute("CHECKPOINT");
        }
    }

    /** A sender with one endpoint. */
    static JdbcWebhooks sender(
            DataSource dataSource, HttpTransport transport, String url, Consumer<WebhooksBuilder> settings) {
        JdbcWebhooks webhooks = JdbcWebhooks.builder(dataSource)
                .createTables(true)
                .transport(transport)
                .eventTypes("order.paid")
                .sending(settings)
                .build();
        var unused = webhooks.endpoints()
                .register(EndpointSpec.to(url).owner(OWNER).events("order.*"))
                .registered();
        return webhooks;
    }

    static Event event(int number) {
        return Event.ofBytes("order.paid", Event.JSON, Drain.payload(number)).owner(OWNER);
    }

    static void publish(JdbcWebhooks webhooks, int count) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(event(i));
            if (batch.size() == PUBLISHED_AT_ONCE || i == count - 1) {
                var unused = webhooks.publishAll(batch);
                batch.clear();
            }
        }
    }

    static long count(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Megabytes of live objects. */
    static long heap() {
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
