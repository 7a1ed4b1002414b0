package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.DeliveryState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that throws its clients out, goes away, or takes no writes (S6, S9; P11). */
class DatabaseFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private OwnPostgres postgres;
    private SendFixture fixture;

    @BeforeEach
    void open() throws Exception {
        postgres = new OwnPostgres(directory);
        fixture = new SendFixture(postgres.open(6));
        fixture.receiver.answerBy((request, connection) -> {
            connection.pause(Duration.ofMillis(10));
            return "200 OK";
        });
        fixture.register("/");
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
        postgres.close();
    }

    @Test
    void with_its_connections_ended_every_300_milliseconds_nothing_is_lost_and_no_thread_dies() throws Exception { // S6
        fixture.webhooks.startDelivery();
        Set<String> threads = threads();
        List<UUID> committed = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            publishFor(Duration.ofMillis(300), committed);
            postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'");
        }

        everythingArrives(committed, threads);
    }

    @Test
    void a_backend_that_is_killed_takes_all_connections_along_and_sending_resumes() throws Exception { // S6
        fixture.webhooks.startDelivery();
        Set<String> threads = threads();
        List<UUID> committed = new ArrayList<>();
        publishFor(Duration.ofMillis(300), committed);
        long backend = fixture.number("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' LIMIT 1");

        assertThat(ProcessHandle.of(backend).orElseThrow().destroyForcibly()).isTrue();
        publishFor(Duration.ofMillis(1500), committed);

        everythingArrives(committed, threads);
    }

    @Test
    void while_the_server_is_down_results_wait_and_sending_resumes() throws Exception { // S6, P11
        CountDownLatch down = new CountDownLatch(1);
        fixture.receiver.answerBy((request, connection) -> {
            CrashPointsTest.awaitQuietly(down);
            return "200 OK";
        });
        fixture.node("patient", builder -> builder.sending(sending -> sending.lease(LONG)))
                .startDelivery();
        Set<String> threads = threads();
        List<UUID> committed = new ArrayList<>(fixture.publishMany(40));
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == 16);

        postgres.stop();
        down.countDown();
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().stream().allMatch(RecordingReceiver.Request::isAccepted));
        assertThatThrownBy(() -> fixture.publish(0))
                .isInstanceOfSatisfying(
                        WebhookException.class, e -> assertThat(e.isRetryable()).isTrue());
        postgres.startAgain();
        await().atMost(LONG).ignoreExceptions().until(() -> committed.add(fixture.publish(41)));

        everythingArrives(committed, threads);
        assertThat(fixture.receiver.requests()).as("no result was lost").hasSize(41);
    }

    @Test
    void a_database_that_takes_no_writes_for_a_while_is_tried_again() throws Exception { // S9: 25006
        fixture.webhooks.startDelivery();
        Set<String> threads = threads();
        List<UUID> committed = new ArrayList<>(fixture.publishMany(10));
        postgres.execute("ALTER SYSTEM SET default_transaction_read_only = on");
        postgres.execute("SELECT pg_reload_conf()");
        await().atMost(SendFixture.PATIENCE).until(this::isReadOnly);
        assertThatThrownBy(() -> fixture.publish(0))
                .isInstanceOfSatisfying(
                        WebhookException.class, e -> assertThat(e.isRetryable()).isTrue());

        postgres.execute("SET default_transaction_read_only = off", "ALTER SYSTEM RESET default_transaction_read_only");
        postgres.execute("SELECT pg_reload_conf()");
        await().atMost(SendFixture.PATIENCE).until(() -> !isReadOnly());
        committed.add(fixture.publish(11));

        everythingArrives(committed, threads);
    }

    @Test
    void a_database_with_no_place_for_clients_is_tried_again() throws Exception { // S9: 53300
        fixture.webhooks.startDelivery();
        Set<String> threads = threads();
        List<UUID> committed = new ArrayList<>(fixture.publishMany(10));
        postgres.execute(
                "ALTER ROLE " + OwnPostgres.APPLICATION + " CONNECTION LIMIT 0",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + OwnPostgres.APPLICATION
                        + "'");
        assertThatThrownBy(() -> fixture.publish(0))
                .isInstanceOfSatisfying(
                        WebhookException.class, e -> assertThat(e.isRetryable()).isTrue());
        postgres.execute("ALTER ROLE " + OwnPostgres.APPLICATION + " CONNECTION LIMIT -1");
        await().atMost(LONG).ignoreExceptions().until(() -> committed.add(fixture.publish(11)));

        everythingArrives(committed, threads);
    }

    /** Whether a commit whose answer was cut off took place is asked afterwards. */
    private void publishFor(Duration time, List<UUID> committed) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                committed.add(fixture.publish(committed.size()));
            } catch (WebhookException e) {
                assertThat(e.isRetryable()).isTrue();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void everythingArrives(List<UUID> committed, Set<String> threads) {
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> fixture.count(DeliveryState.PENDING) == 0
                        && fixture.receiver.requests().stream()
                                .map(RecordingReceiver.Request::event)
                                .collect(Collectors.toSet())
                                .containsAll(committed));
        assertThat(threads()).as("no thread died").containsAll(threads);
        List<UUID> seen = new ArrayList<>(committed);
        fixture.receiver.requests().stream() // those whose commit was cut off, and was one
                .map(RecordingReceiver.Request::event)
                .filter(event -> !committed.contains(event))
                .distinct()
                .forEach(seen::add);
        new SendHistory(fixture).check(seen);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("webhooks-send"))
                .collect(Collectors.toSet());
    }

    private boolean isReadOnly() throws SQLException {
        try (Connection connection = fixture.dataSource.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW default_transaction_read_only")) {
            row.next();
            return row.getString(1).equals("on");
        }
    }
}
