package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sender's statements lock on PostgreSQL, seen from a second transaction. */
class SendLocksTest {
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final String prefix = TestDatabases.freshPrefix();
    private HikariDataSource dataSource;
    private JdbcSendStore store;

    @BeforeEach
    void open() {
        dataSource = TestDatabases.postgres(6);
        store = JdbcSendStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .statementTimeout(Duration.ofSeconds(20))
                .build();
        SendRows.register(store);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private Statement begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection.createStatement();
    }

    @Test
    void a_result_that_waited_for_another_claim_is_refused() throws Exception {
        SendRows.publish(store);
        Claim<DeliveryWork> claim = SendRows.claim(store, 1).get(0);
        try (Connection other = dataSource.getConnection();
                Statement statement = begin(other)) {
            statement.execute("UPDATE " + prefix + "delivery SET fence = fence + 1");

            CompletableFuture<Set<UUID>> lost = finish(claim);
            other.commit();
            other.setAutoCommit(true);

            assertThat(lost.get(20, TimeUnit.SECONDS)).containsExactly(claim.id());
            assertThat(store.outbox().findDelivery(claim.id()).orElseThrow().state())
                    .isEqualTo(DeliveryState.PENDING);
        }
    }

    private CompletableFuture<Set<UUID>> finish(Claim<DeliveryWork> claim) {
        List<DeliveryResult> results = List.of(SendRows.delivered(claim));
        CompletableFuture<Set<UUID>> lost =
                CompletableFuture.supplyAsync(() -> store.outbox().finish(results));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isWaiting);
        return lost;
    }

    /** The other purge has deleted the one delivery and is not over; this one deletes the other. */
    @Test
    void of_two_purges_that_delete_the_last_deliveries_of_an_event_one_deletes_the_event() throws Exception {
        SendRows.register(store);
        UUID event = SendRows.publish(store, NewEvents.of("order.paid"));
        List<Claim<DeliveryWork>> claims = SendRows.claim(store, 2);
        assertThat(claims).hasSize(2);
        store.outbox().finish(claims.stream().map(SendRows::delivered).toList());
        try (Connection other = dataSource.getConnection();
                Statement statement = begin(other)) {
            statement.execute("DELETE FROM " + prefix + "delivery WHERE id = '"
                    + claims.get(0).id() + "'");
            statement.execute("SELECT 1 FROM " + prefix + "event WHERE id = '" + event + "' FOR UPDATE");

            CompletableFuture<Integer> purge =
                    CompletableFuture.supplyAsync(() -> store.outbox().purge(LONG_AFTER, 100));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> purge.isDone() || isWaiting());
            other.commit();
            other.setAutoCommit(true);

            purge.get(20, TimeUnit.SECONDS);
            assertThat(store.outbox().findEvent(event)).isEmpty();
        }
    }

    /** Whether a statement on the tables of this test waits for a lock. */
    private boolean isWaiting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND query LIKE '%" + prefix + "%' AND pid <> pg_backend_pid()")) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    @Test
    void a_connection_that_breaks_after_its_commit_is_no_failure_of_the_step() {
        SendRows.publish(store);
        JdbcSendStore breaking =
                JdbcSendStore.builder(brokenAfterCommit()).tablePrefix(prefix).build();

        List<Claim<DeliveryWork>> claims = SendRows.claim(breaking, 1);

        assertThat(claims).hasSize(1);
        assertThat(breaking.outbox().finish(List.of(SendRows.delivered(claims.get(0)))))
                .isEmpty();
    }

    private DataSource brokenAfterCommit() {
        return proxy(DataSource.class, dataSource);
    }

    private <T> T proxy(Class<T> type, Object real) {
        boolean[] committed = {false};
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (committed[0] && method.getName().equals("setAutoCommit")) {
                        throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        committed[0] |= method.getName().equals("commit");
                        return result instanceof Connection ? proxy(Connection.class, result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
