package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops and comes back. */
class StoppedDatabaseTest {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path directory;

    @Test
    void inserts_fail_fast_while_the_database_is_down_and_succeed_after_it_came_back() throws Exception {
        EmbeddedPostgres server = start(0);
        int port = server.getPort();
        try (HikariDataSource dataSource = TestDatabases.pool(server.getJdbcUrl("postgres", "postgres"), 4);
                JdbcMessageStore store =
                        JdbcMessageStore.builder(dataSource).createTables(true).build()) {
            NewMessage before = NewMessages.queued("shop").dedupeKey("evt-1").build();
            Rows.stored(Rows.insert(store, before));

            server.close();
            NewMessage during = NewMessages.queued("shop").dedupeKey("evt-2").build();
            assertThat(Rows.insert(store, during))
                    .failsWithin(Duration.ofSeconds(2))
                    .withThrowableThat()
                    .havingCause()
                    .asInstanceOf(type(WebhookException.class))
                    .returns(true, WebhookException::isRetryable);
            assertThatThrownBy(() -> store.find(before.id()))
                    .asInstanceOf(type(WebhookException.class))
                    .returns(true, WebhookException::isRetryable);

            server = start(port);
            assertThat(insertUntilStored(store, during)).isInstanceOf(Insertion.Inserted.class);
            assertThat(Rows.stored(Rows.insert(store, during))).isInstanceOf(Insertion.Duplicate.class);
            assertThat(store.claimDue(Set.of("shop"), 10, Duration.ofMinutes(1), "node"))
                    .extracting(Claim::work)
                    .extracting(Message::id)
                    .containsExactlyInAnyOrder(before.id(), during.id());
        } finally {
            server.close();
        }
    }

    private EmbeddedPostgres start(int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** As the sender does: again until it is answered well. */
    private static Insertion insertUntilStored(JdbcMessageStore store, NewMessage message) throws Exception {
        for (int i = 0; i < 20; i++) {
            try {
                return Rows.stored(Rows.insert(store, message));
            } catch (java.util.concurrent.ExecutionException again) {
                assertThat(again).hasCauseInstanceOf(WebhookException.class);
            }
        }
        throw new AssertionError("never stored");
    }
}
