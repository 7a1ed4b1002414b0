package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.work.Claim;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that cannot be read costs its own deliveries, never those of others. */
class UnreadableRowsTest {
    @ParameterizedTest
    @CsvSource({
        "H2,headers", "H2,secrets", "H2,schedule", "H2,event_types",
        "POSTGRESQL,headers", "POSTGRESQL,secrets", "POSTGRESQL,schedule", "POSTGRESQL,event_types"
    })
    void what_cannot_be_read_is_dead_and_the_others_are_claimed(TestDatabases.Kind database, String column)
            throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(2))) {
            JdbcSendStore store = stores.open();
            UUID broken = SendRows.register(store);
            UUID healthy = SendRows.register(store);
            UUID event = SendRows.publish(store);
            Rows.execute(
                    stores.dataSource,
                    "UPDATE " + stores.prefix + "endpoint SET " + column + " = '[[\"top-secret' WHERE id = '" + broken
                            + "'");

            assertThat(SendRows.claim(store, 10))
                    .extracting(claim -> claim.work().endpoint().endpoint().id())
                    .containsExactly(healthy);

            Delivery dead = store.outbox()
                    .list(DeliveryQuery.all().ofEvent(event).inState(DeliveryState.DEAD))
                    .items()
                    .get(0);
            assertThat(dead.endpoint()).isEqualTo(broken);
            assertThat(dead.lastError()).contains("endpoint_" + column + " cannot be read");
            assertThat(dead.dueAt()).isEmpty();
            assertThat(dead.finishedAt()).isPresent();
            assertThat(store.outbox().attempts(dead.id()))
                    .singleElement()
                    .matches(attempt -> attempt.outcome() == AttemptOutcome.NOT_SENT
                            && attempt.endedAt().isPresent());
            assertThatThrownBy(() -> store.endpoints().find(broken))
                    .isInstanceOf(WebhookException.class)
                    .hasMessageContaining(broken.toString())
                    .hasMessageContaining(column)
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource({"H2", "POSTGRESQL"})
    void an_event_that_cannot_be_read_is_dead_too(TestDatabases.Kind database) throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(2))) {
            JdbcSendStore store = stores.open();
            SendRows.register(store);
            UUID broken = SendRows.publish(store);
            UUID healthy = SendRows.publish(store);
            Rows.execute(
                    stores.dataSource, "UPDATE " + stores.prefix + "event SET tags = 'no' WHERE id = '" + broken + "'");

            List<UUID> claimed = SendRows.claim(store, 10).stream()
                    .map(Claim::work)
                    .map(work -> work.event().id())
                    .toList();

            assertThat(claimed).containsExactly(healthy);
            assertThat(store.outbox()
                            .list(DeliveryQuery.all().ofEvent(broken))
                            .items()
                            .get(0)
                            .state())
                    .isEqualTo(DeliveryState.DEAD);
        }
    }
}
