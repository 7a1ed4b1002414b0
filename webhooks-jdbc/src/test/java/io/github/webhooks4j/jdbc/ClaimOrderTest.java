package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is claimed when not all can be: a retry has an old id and a late due time. */
class ClaimOrderTest {
    @ParameterizedTest
    @EnumSource
    void the_longest_due_is_claimed_first_whatever_its_age(TestDatabases.Kind database) {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(2))) {
            JdbcSendStore store = stores.open();
            SendRows.register(store);
            SendRows.publish(store);
            Claim<?> first = SendRows.claim(store, 1).get(0);
            stores.advance(Duration.ofMinutes(1));
            UUID second = SendRows.publish(store);
            stores.advance(Duration.ofMinutes(20)); // the first one's lease ran out after the second was published

            assertThat(SendRows.claim(store, 1))
                    .extracting(claim -> claim.work().event().id())
                    .containsExactly(second);
            assertThat(SendRows.claim(store, 1)).extracting(Claim::id).isEqualTo(List.of(first.id()));
        }
    }
}
