package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.testkit.NewEvents;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Keys are inserted in their order, not in the caller's: two publishers never wait for each other. */
class PublishOrderTest {
    private static NewEvent event(String key) {
        return NewEvents.of("order.paid").idempotencyKey(key).build();
    }

    @Test
    void a_publisher_that_waits_for_a_key_holds_no_later_one() throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(TestDatabases.postgres(4))) {
            JdbcSendStore store = stores.open();
            SendRows.register(store);
            try (Connection mine = stores.dataSource.getConnection();
                    Connection watching = stores.dataSource.getConnection()) {
                mine.setAutoCommit(false);
                store.publish(mine, List.of(event("a")));
                CompletableFuture<List<Published>> other = CompletableFuture.supplyAsync(
                        () -> store.outbox().publish(List.of(event("b"), event("a")), SendRows.NOBODY));
                await().until(() -> Rows.text(
                                watching,
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"
                                        + stores.prefix + "event%'")
                        .equals("1"));

                assertThat(store.publish(mine, List.of(event("b"))).get(0).repeated())
                        .isFalse();
                mine.commit();

                assertThat(other.get(20, TimeUnit.SECONDS)).allMatch(Published::repeated);
            }
        }
    }
}
