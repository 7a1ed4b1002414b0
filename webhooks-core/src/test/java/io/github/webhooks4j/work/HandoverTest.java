package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {
    private static final long LONG = TimeUnit.DAYS.toNanos(1);

    private final Handover<String> handover = new Handover<>(2);

    @Test
    void a_pause_ends_at_once_when_a_wake_came_before() throws Exception {
        handover.wake();

        handover.pause(LONG, 0);
    }

    @Test
    void a_failing_claim_is_not_repeated_at_the_rate_of_wakes() throws Exception {
        long deaf = TimeUnit.MILLISECONDS.toNanos(30);
        handover.wake();
        long start = System.nanoTime();

        handover.pause(LONG, deaf);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(deaf);
    }

    @Test
    void a_close_ends_every_wait() throws Exception {
        handover.close();

        handover.pause(LONG, LONG);
        assertThat(handover.awaitFreeSlots()).isZero();
        assertThat(handover.take()).isNull();
        assertThat(handover.put(List.of())).isFalse();
    }

    @Test
    void what_was_put_before_the_close_is_still_taken() throws Exception {
        Claim<String> claim = new Claim<>(new UUID(0, 1), "work", 1, 1, 1);
        handover.put(List.of(new Handover.Item<>(claim, 0)));

        handover.close();

        assertThat(handover.take()).isNotNull();
        assertThat(handover.take()).isNull();
    }

    @Test
    void free_slots_are_those_neither_waiting_nor_running() throws Exception {
        Claim<String> claim = new Claim<>(new UUID(0, 1), "work", 1, 1, 1);
        assertThat(handover.awaitFreeSlots()).isEqualTo(2);

        handover.put(List.of(new Handover.Item<>(claim, 0)));
        assertThat(handover.awaitFreeSlots()).isEqualTo(1);
        handover.take();
        assertThat(handover.awaitFreeSlots()).isEqualTo(1);
        handover.done();
        assertThat(handover.awaitFreeSlots()).isEqualTo(2);
    }
}
