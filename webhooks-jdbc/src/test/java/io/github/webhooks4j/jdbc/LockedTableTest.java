package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.testkit.NewMessages;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Someone holds the whole table, as an ALTER TABLE does; on PostgreSQL. */
class LockedTableTest {
    @Test
    void inserts_fail_at_the_deadline_as_retryable_and_later_ones_succeed() throws Exception {
        String prefix = TestDatabases.freshPrefix();
        try (HikariDataSource dataSource = TestDatabases.postgres(4);
                JdbcMessageStore store = JdbcMessageStore.builder(dataSource)
                        .tablePrefix(prefix)
                        .createTables(true)
                        .lockTimeout(Duration.ofMillis(300))
                        .storeDeadline(Duration.ofSeconds(1))
                        .build()) {
            try (Connection other = dataSource.getConnection()) {
                other.setAutoCommit(false);
                Rows.execute(other, "LOCK TABLE " + prefix + "message");
                List<CompletableFuture<Insertion>> stages = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    stages.add(Rows.insert(store, NewMessages.queued("shop").build()));
                }

                for (CompletableFuture<Insertion> stage : stages) {
                    assertThat(stage)
                            .failsWithin(Duration.ofSeconds(2))
                            .withThrowableThat()
                            .havingCause()
                            .asInstanceOf(type(WebhookException.class))
                            .returns(true, WebhookException::isRetryable);
                }
                other.rollback();
            }

            assertThat(Rows.stored(Rows.insert(store, NewMessages.queued("shop").build())))
                    .isInstanceOf(Insertion.Inserted.class);
        }
    }
}
