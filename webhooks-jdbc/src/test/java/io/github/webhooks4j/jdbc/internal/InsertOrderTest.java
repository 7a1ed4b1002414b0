package io.github.webhooks4j.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.TestDatabases;
import io.github.webhooks4j.jdbc.WebhookSchema;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two nodes that store the same messages at the same time, each in one transaction, without a second try. */
class InsertOrderTest {
    private static final int ROUNDS = 20;
    private static final int MESSAGES = 200;

    @Test
    void batches_with_the_same_keys_in_opposite_order_do_not_deadlock() throws Exception {
        Tables tables = new Tables(Optional.empty(), TestDatabases.freshPrefix());
        Dialect dialect = new PostgreSql();
        Limits limits = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10));
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try (HikariDataSource dataSource = TestDatabases.postgres(2)) {
            WebhookSchema.of(dataSource).tablePrefix(tables.qualified("")).createOrUpgrade();
            Transactions transactions = new Transactions(dataSource, dialect, limits, () -> Duration.ZERO);
            InsertTransaction inserts = new InsertTransaction(dialect, tables, limits.lock());
            CyclicBarrier barrier = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                List<NewMessage> upwards = messages(round);
                List<NewMessage> downwards = messages(round);
                Collections.reverse(downwards);

                List<Future<Map<UUID, Insertion>>> outcomes = new ArrayList<>();
                for (List<NewMessage> batch : List.of(upwards, downwards)) {
                    outcomes.add(nodes.submit(() -> {
                        barrier.await(10, TimeUnit.SECONDS);
                        return transactions.run("test", transaction -> inserts.store(transaction, batch));
                    }));
                }

                assertThat(inserted(outcomes.get(0)) + inserted(outcomes.get(1)))
                        .isEqualTo(MESSAGES);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    private static List<NewMessage> messages(int round) {
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(NewMessages.queued("shop").dedupeKey(round + "-" + i).build());
        }
        return messages;
    }

    private static long inserted(Future<Map<UUID, Insertion>> outcomes) throws Exception {
        return outcomes.get(30, TimeUnit.SECONDS).values().stream()
                .filter(Insertion.Inserted.class::isInstance)
                .count();
    }
}
