package io.github.webhooks4j.testkit.contract;

import static io.github.webhooks4j.send.DeliveryState.CANCELLED;
import static io.github.webhooks4j.send.DeliveryState.DEAD;
import static io.github.webhooks4j.send.DeliveryState.DELIVERED;
import static io.github.webhooks4j.send.DeliveryState.HELD;
import static io.github.webhooks4j.send.DeliveryState.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.DeliveryStats;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.OutboxStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link OutboxStore} must do. Extend it, hand over an empty store and a way to move its clock, name the
 * abilities that it lacks, and add nothing. A test that needs a missing ability is reported as skipped.
 *
 * <p>No test sleeps: time moves by {@code advance}. A clock that also runs by itself (a database's) does no harm,
 * as long as no test takes longer than a minute.
 *
 * <p>The abilities, all of them claimed unless {@code abilities()} is overridden:
 *
 * <ul>
 *   <li>{@code JOINS_TRANSACTIONS}: publishing is part of the transaction that the calling thread is in, and {@code
 *       inTransaction} is overridden;
 *   <li>{@code SURVIVES_REOPEN}: what it holds is there again after {@code reopenedStore}, which is overridden.
 * </ul>
 */
public abstract class OutboxStoreContract extends DeliveryLogContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** For subclasses. */
    protected OutboxStoreContract() {}

    @Test
    void an_empty_store_counts_nothing() {
        assertThat(outbox.stats(MINUTE, 10)).isEqualTo(new DeliveryStats(Map.of(), Duration.ZERO, Map.of()));
    }

    @Test
    void deliveries_are_counted_by_state_and_what_is_over_lately_once_more() throws Exception {
        finishOneEach();
        advance(MINUTE.plusSeconds(1));
        assertThat(finish(Results.delivered(publishAndClaim()))).isTrue();
        UUID removed = register("cart.*");
        publish("cart.filled");
        state(removed, EndpointState.REMOVED);
        assertThat(outbox.settle(10)).isEqualTo(1);
        state(register("mail.*"), EndpointState.DISABLED);
        publish("mail.sent");
        publish("order.paid");
        publish("order.paid");

        DeliveryStats stats = outbox.stats(MINUTE, 10);
        DeliveryStats few = outbox.stats(MINUTE, 1);

        assertThat(stats.states()).isEqualTo(Map.of(PENDING, 2L, HELD, 1L, DELIVERED, 2L, DEAD, 1L, CANCELLED, 1L));
        assertThat(stats.recent()).isEqualTo(Map.of(DELIVERED, 1L, DEAD, 0L, CANCELLED, 1L));
        assertThat(few.states())
                .containsEntry(PENDING, 1L)
                .containsEntry(HELD, 1L)
                .containsEntry(DEAD, 1L);
        assertThat(few.states().values()).allMatch(count -> count <= 1);
        assertThat(few.states()).containsAnyOf(Map.entry(DELIVERED, 1L), Map.entry(CANCELLED, 1L));
    }

    private void finishOneEach() {
        register("order.*");
        assertThat(finish(Results.dead(publishAndClaim()))).isTrue();
        assertThat(finish(Results.delivered(publishAndClaim()))).isTrue();
    }

    @Test
    void only_what_is_due_counts_for_how_long_the_longest_due_has_waited() throws Exception {
        register("*");
        assertThat(finish(Results.retry(publishAndClaim(), Duration.ofHours(1))))
                .isTrue();
        publishAndClaim();
        advance(Duration.ofMinutes(5));
        assertThat(outbox.stats(MINUTE, 10).longestDue()).isZero();
        publish("order.paid");
        advance(Duration.ofSeconds(30));
        publish("order.paid");

        assertThat(outbox.stats(MINUTE, 10).longestDue()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void random_operations_end_as_on_the_model(long seed) throws Exception {
        RandomSending sending = new RandomSending(store, seed);
        Duration step = Duration.ofMinutes(1);

        for (int i = 0; i < 300; i++) {
            sending.next();
            sending.advance(step);
            advance(step);
        }

        sending.compareEverything();
    }
}
