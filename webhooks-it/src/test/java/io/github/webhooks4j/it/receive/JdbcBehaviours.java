package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;
import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.work.RetrySchedule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What only a database can do: handlers whose effects commit with the mark. */
abstract class JdbcBehaviours extends InputBehaviours {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final String prefix = TestDatabases.tablePrefix();
    private HikariDataSource dataSource;

    abstract HikariDataSource database();

    @Override
    MessageStore emptyStore() throws SQLException {
        dataSource = database();
        execute("CREATE TABLE " + prefix + "ledger (entry VARCHAR(100) NOT NULL)");
        return JdbcMessageStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .clockOffset(offset::get)
                .build();
    }

    @Override
    void advanceStore(Duration by) {
        offset.updateAndGet(before -> before.plus(by));
    }

    @Override
    void closeDatabase() {
        dataSource.close();
    }

    @Test
    void effects_and_the_mark_commit_together_and_roll_back_together() throws SQLException { // R70, R74
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver =
                github(s -> s.on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                    book(connection, received.providerId().orElseThrow());
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("after the effect");
                    }
                })));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(500);
        assertThat(only().state()).isEqualTo(MessageState.FAILED);
        assertThat(entries()).isZero();
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);

        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void a_failed_statement_in_a_shared_transaction_fails_that_attempt_only() throws SQLException { // R74
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver =
                github(s -> s.on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                    book(connection, "first");
                    if (runs.incrementAndGet() == 1) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SELECT nothing FROM nowhere_at_all");
                        }
                    }
                })));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(500);
        assertThat(only().error().orElseThrow()).contains("SQL");
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void a_handler_that_lost_its_lease_leaves_no_effect_behind() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.inlineDeadline(Duration.ofMillis(300))
                .on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                    int run = runs.incrementAndGet();
                    if (run == 1) {
                        slow.await();
                    }
                    book(connection, "run " + run);
                })));
        try {
            assertThat(push("d1").sendTo(receiver).status()).isEqualTo(503);
            advance(Duration.ofMillis(5301));
            assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        } finally {
            slow.countDown();
        }

        await().until(() ->
                heard(io.github.webhooks4j.observe.Notice.ResultRefused.class).size() == 1);
        assertThat(entries()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void a_queued_handler_in_the_transaction_is_effectively_once_however_often_it_fails() throws SQLException {
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.queued()
                .retry(RetrySchedule.of(Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                    book(connection, "queued");
                    if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException("again");
                    }
                })));

        push("d1").sendTo(receiver);

        await().until(() -> only().state() == MessageState.HANDLED);
        assertThat(entries()).isEqualTo(1);
        assertThat(runs).hasValue(3);
    }

    @Test
    void a_store_without_a_unit_of_work_refuses_such_a_handler_at_start() {
        assertThatThrownBy(() -> WebhookReceiver.builder()
                        .store(InMemoryMessageStore.create())
                        .source(
                                "github",
                                s -> s.verifier(GitHub.verifier(SECRET))
                                        .on(
                                                "push",
                                                Message.class,
                                                JdbcHandlers.inTransaction((received, connection) -> {})))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unit of work");
    }

    private void book(Connection connection, String entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + prefix + "ledger (entry) VALUES (?)")) {
            insert.setString(1, entry);
            insert.executeUpdate();
        }
    }

    private int entries() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + prefix + "ledger")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
