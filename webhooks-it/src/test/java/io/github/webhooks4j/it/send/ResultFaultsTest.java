package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.send.WebhooksBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A PostgreSQL that refuses results when the answers are there (S9): they are tried again until it takes them, so that
 * no result is lost and nothing is sent twice, and whoever writes them lives on.
 */
class ResultFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int COUNT = 10;

    /** Refused, seen from outside: how often results were given to the store while it took none. */
    private static final int REFUSED_TWICE = 3;

    @TempDir
    private Path directory;

    private final AtomicInteger writes = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);
    private OwnPostgres postgres;
    private SendFixture fixture;
    private DeliveryEngine engine;

    @BeforeEach
    void open() throws Exception {
        postgres = new OwnPostgres(directory);
        fixture = new SendFixture(postgres.open(6));
        fixture.register("/");
        fixture.receiver.answerBy((request, connection) -> {
            CrashPointsTest.awaitQuietly(answer);
            return "200 OK";
        });
        JdbcSendStore store = JdbcSendStore.builder(fixture.dataSource)
                .tablePrefix(fixture.prefix)
                .build();
        WebhooksBuilder builder = Webhooks.builder(Intercepted.store(
                store,
                method -> {
                    if (method.equals("finish")) {
                        writes.incrementAndGet();
                    }
                },
                (method, result) -> {}));
        SendFixture.settings(builder, "patient", fixture.transport);
        engine = builder.lease(LONG).timeout(Duration.ofSeconds(20)).build().startDelivery();
    }

    @AfterEach
    void close() throws Exception {
        answer.countDown();
        engine.close(Duration.ofSeconds(1));
        fixture.close();
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "40P01", "40001", "57014", "08006"})
    void results_that_the_database_cannot_take_now_are_written_later(String sqlState) throws Exception { // S9
        List<UUID> events = inFlight();
        String table = fixture.prefix + "delivery";
        postgres.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'refused' USING ERRCODE = '"
                        + sqlState + "'; END$$",
                "CREATE TRIGGER refuse BEFORE UPDATE ON " + table
                        + " FOR EACH ROW WHEN (NEW.state = 'delivered') EXECUTE FUNCTION refuse()");
        answer.countDown();
        awaitRefused();

        postgres.execute("DROP TRIGGER refuse ON " + table);

        eachWasSentOnceAndTold(events);
    }

    @Test
    void results_that_end_in_a_deadlock_are_written_later() throws Exception { // S9: 40P01
        List<UUID> events = inFlight();
        String first = "'" + fixture.delivery(events.get(0)).id() + "'";
        postgres.execute("ALTER ROLE " + OwnPostgres.APPLICATION + " SET deadlock_timeout = '2s'");
        fixture.dataSource.getHikariPoolMXBean().softEvictConnections();
        try (Connection other = postgres.connection();
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout = '1min'"); // the other side looks first, and gives way
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM " + fixture.prefix + "delivery_attempt WHERE delivery_id = " + first
                    + " FOR UPDATE");
            answer.countDown();
            await().atMost(SendFixture.PATIENCE)
                    .until(() -> waiting(statement)); // results hold the delivery and wait for its attempt
            statement.execute("SELECT 1 FROM " + fixture.prefix + "delivery WHERE id = " + first + " FOR UPDATE");
            other.rollback();
        }

        assertThat(deadlocks()).isPositive();
        eachWasSentOnceAndTold(events);
    }

    @Test
    void results_wait_for_a_right_that_is_missing() throws Exception { // 42501
        List<UUID> events = inFlight();
        String right = " ON " + fixture.prefix + "delivery_attempt ";
        postgres.execute("REVOKE UPDATE" + right + "FROM " + OwnPostgres.APPLICATION);
        answer.countDown();
        awaitRefused();

        postgres.execute("GRANT UPDATE" + right + "TO " + OwnPostgres.APPLICATION);

        eachWasSentOnceAndTold(events);
    }

    @Test
    void results_wait_for_a_table_that_is_missing() throws Exception { // 42P01
        List<UUID> events = inFlight();
        String table = fixture.prefix + "delivery_attempt";
        postgres.execute("ALTER TABLE " + table + " RENAME TO elsewhere");
        answer.countDown();
        awaitRefused();

        postgres.execute("ALTER TABLE elsewhere RENAME TO " + table);

        eachWasSentOnceAndTold(events);
    }

    private List<UUID> inFlight() {
        List<UUID> events = fixture.publishMany(COUNT);
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == COUNT);
        return events;
    }

    private void awaitRefused() throws SQLException {
        await().atMost(SendFixture.PATIENCE).until(() -> writes.get() >= REFUSED_TWICE);
        assertThat(fixture.count(DeliveryState.PENDING)).isEqualTo(COUNT);
    }

    /** And so is the next: the thread that writes results is there. */
    private void eachWasSentOnceAndTold(List<UUID> events) {
        fixture.awaitRest();
        UUID next = fixture.publish(COUNT);
        fixture.awaitState(next, DeliveryState.DELIVERED);
        assertThat(fixture.receiver.requests()).hasSize(COUNT + 1);
        for (UUID event : events) {
            assertThat(fixture.delivery(event).state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(fixture.attempts(event))
                    .extracting(DeliveryAttempt::outcome)
                    .containsExactly(AttemptOutcome.DELIVERED);
        }
    }

    private static boolean waiting(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    private long deadlocks() throws SQLException {
        try (Connection connection = postgres.connection();
                Statement statement = connection.createStatement()) {
            await().atMost(SendFixture.PATIENCE).until(() -> deadlocks(statement) > 0);
            return deadlocks(statement);
        }
    }

    private static long deadlocks(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
