package io.github.webhooks4j.it.send;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.it.database.TestDatabases;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.jdbc.JdbcWebhooksBuilder;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointResult;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.WebhooksBuilder;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.work.RetrySchedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Tables of one's own in a real database, senders on them, and a receiver on a real socket. */
final class SendFixture implements AutoCloseable {
    static final String TYPE = "order.paid";
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    static final Duration LEASE = Duration.ofSeconds(2);
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration POLL = Duration.ofMillis(20);

    /** By which the clock of another node's store runs ahead, so that leases are over for it. */
    static final Duration PAST_LEASE = LEASE.plusSeconds(1);

    final String prefix = TestDatabases.tablePrefix();
    final HikariDataSource dataSource;
    final RecordingReceiver receiver = RecordingReceiver.accepting();
    final HttpTransport transport = transport();
    final JdbcWebhooks webhooks;
    private final List<AutoCloseable> opened = new ArrayList<>();

    SendFixture(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        webhooks = node("first");
    }

    SendFixture(Database database) {
        this(database.open());
    }

    static HttpTransport transport() {
        return HttpTransport.builder()
                .targetPolicy(TargetPolicy.builder()
                        .allowHttp(true)
                        .allow("127.0.0.0/8")
                        .build())
                .build();
    }

    /** The same in every process. */
    static void settings(WebhooksBuilder builder, String node, Transport transport) {
        builder.transport(transport)
                .eventTypes(TYPE)
                .defaultOwner("acme")
                .node(node)
                .userAgent(node)
                .timeout(TIMEOUT)
                .lease(LEASE)
                .pollInterval(POLL)
                .drain(TIMEOUT)
                .schedule(RetrySchedule.of(Collections.nCopies(20, Duration.ofMillis(50))));
    }

    /** Another sender on the same tables. */
    JdbcWebhooks node(String name) {
        return node(name, builder -> {});
    }

    JdbcWebhooks node(String name, Consumer<JdbcWebhooksBuilder> more) {
        return node(name, dataSource, more);
    }

    JdbcWebhooks node(String name, DataSource ownDataSource, Consumer<JdbcWebhooksBuilder> more) {
        JdbcWebhooksBuilder builder = JdbcWebhooks.builder(ownDataSource)
                .createTables(true)
                .store(store -> store.tablePrefix(prefix))
                .sending(sending -> settings(sending, name, transport));
        more.accept(builder);
        JdbcWebhooks node = builder.build();
        opened.add(node);
        return node;
    }

    /** One whose leases of others are over. */
    JdbcWebhooks nodeAhead(String name) {
        return node(name, builder -> builder.store(store -> store.clockOffset(() -> PAST_LEASE)));
    }

    /** A process of its own that delivers. */
    Child child(String name, String point) throws Exception {
        Child child = new Child(dataSource.getJdbcUrl() + "&user=postgres", prefix, name, point);
        opened.add(child);
        return child;
    }

    EndpointResult.Registered register(String path) {
        return register(EndpointSpec.to(receiver.url(path)).events(TYPE));
    }

    EndpointResult.Registered register(EndpointSpec spec) {
        return (EndpointResult.Registered) webhooks.endpoints().register(spec);
    }

    static Event event(int number) {
        return Event.of(TYPE, Map.of("number", number));
    }

    UUID publish(int number) {
        return webhooks.publish(event(number)).event();
    }

    List<UUID> publishMany(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            ids.add(publish(number));
        }
        return ids;
    }

    /** The deliveries of an event. */
    List<Delivery> deliveries(UUID event) {
        return webhooks.deliveries().list(DeliveryQuery.all().ofEvent(event)).items();
    }

    /** The only delivery of an event. */
    Delivery delivery(UUID event) {
        return deliveries(event).stream()
                .reduce((a, b) -> {
                    throw new AssertionError("several deliveries of " + event);
                })
                .orElseThrow();
    }

    List<DeliveryAttempt> attempts(UUID event) {
        return webhooks.deliveries().attempts(delivery(event).id());
    }

    void awaitState(UUID event, DeliveryState state) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> delivery(event).state() == state);
    }

    /** Until no delivery is on its way. */
    void awaitRest() {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> count(DeliveryState.PENDING) == 0);
    }

    long count(DeliveryState state) throws SQLException {
        return number("SELECT count(*) FROM " + prefix + "delivery WHERE state = ?", state.word());
    }

    long number(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    int update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    static Optional<String> word(DeliveryAttempt attempt) {
        return attempt.errorKind().map(kind -> kind.word());
    }

    /** Not the receiver's connections first: that would be one more fault. */
    @Override
    public void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        transport.close();
        receiver.close();
        dataSource.close();
    }
}
