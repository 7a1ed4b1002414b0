package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A database that does not answer in time, on PostgreSQL: 503 soon, and the sender's repeat puts it right. */
class StoreFaultsTest extends ReceiverFixture {
    private final String prefix = TestDatabases.tablePrefix();
    private HikariDataSource pool;
    private HikariDataSource other;

    @Override
    MessageStore emptyStore() {
        pool = TestDatabases.postgreSql(1);
        other = TestDatabases.postgreSql(1);
        return JdbcMessageStore.builder(pool)
                .tablePrefix(prefix)
                .createTables(true)
                .lockTimeout(Duration.ofMillis(500))
                .build();
    }

    @Override
    void advanceStore(Duration by) {
        throw new AssertionError("these tests need no clock");
    }

    @Override
    void closeDatabase() {
        pool.close();
        other.close();
    }

    @Test
    void a_pool_without_a_free_connection_is_answered_503_within_seconds() throws Exception { // R62
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = receiver(runs);
        try (Connection held = pool.getConnection()) {
            long begun = System.nanoTime();
            Receipt receipt = push("d1").sendTo(receiver);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(receipt.status()).isEqualTo(503);
            assertThat(receipt.headers().first("Retry-After")).hasValue("30");
            assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofMillis(4500));
            assertThat(held.isClosed()).isFalse();
        }

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(runs).hasValue(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        assertThat(heard(Notice.RequestRejected.class))
                .extracting(Notice.RequestRejected::fault)
                .containsExactly(RequestFault.STORE_UNAVAILABLE);
    }

    @Test
    void a_locked_table_is_answered_503_at_the_limit() throws Exception { // R61
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = receiver(runs);
        try (Connection locking = other.getConnection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE " + prefix + "message");

            Receipt receipt = push("d1").sendTo(receiver);

            assertThat(receipt.status()).isEqualTo(503);
            assertThat(runs).hasValue(0);
            locking.rollback();
        }

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(runs).hasValue(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    /** Its queue polls rarely, so that the one connection of the pool is free for the request. */
    private WebhookReceiver receiver(AtomicInteger runs) {
        return started(builder()
                .pollInterval(Duration.ofMinutes(1))
                .source(
                        "github",
                        s -> s.verifier(io.github.webhooks4j.verify.provider.GitHub.verifier(SECRET))
                                .on("push", message -> runs.incrementAndGet())));
    }
}
