package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandoverTest {
    private static final long LONG = TimeUnit.DAYS.toNanos(1);

    private final Handover<String> handover = new Handover<>(2, 1, Duration.ZERO);

    @Test
    void a_pause_ends_at_once_when_a_wake_came_before() throws Exception {
        handover.wake();

        handover.pause(LONG, 0);
    }

    @Test
    void a_failing_claim_is_not_repeated_at_the_rate_of_wakes() throws Exception {
        long deaf = TimeUnit.MILLISECONDS.toNanos(30);
        handover.wake();
        handover.expect();
        long start = System.nanoTime();

        handover.pause(LONG, deaf);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(deaf);
    }

    @Test
    void a_pause_after_an_expectation_is_short_but_not_left_out() throws Exception {
        long start = System.nanoTime();
        handover.expect();

        handover.pause(LONG, 0);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(Handover.FIRST_LOOK.toNanos());
    }

    @Test
    void an_expectation_ends_the_pause_that_goes_on() throws Exception {
        Thread pausing = new Thread(() -> {
            try {
                handover.pause(LONG, 0);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        pausing.setDaemon(true);
        pausing.start();
        await().until(() -> pausing.getState() == Thread.State.TIMED_WAITING);

        handover.expect();

        await().until(() -> !pausing.isAlive());
    }

    @Test
    void expectations_that_are_repeated_put_nothing_off() throws Exception {
        handover.expect();
        handover.pause(LONG, 0);
        long start = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            handover.expect();
            handover.pause(LONG, 0);
        }

        assertThat(System.nanoTime() - start).isLessThan(100 * Handover.FIRST_LOOK.toNanos() / 2);
    }

    @Test
    void an_expectation_lengthens_no_pause() throws Exception {
        long start = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            handover.expect();
            handover.pause(1, 0);
            handover.takeExpectation();
        }
        handover.expect();
        handover.wake();
        handover.pause(LONG, 0);

        assertThat(System.nanoTime() - start).isLessThan(100 * Handover.FIRST_LOOK.toNanos() / 2);
    }

    @Test
    void many_expectations_are_taken_as_one() {
        handover.expect();
        handover.expect();

        assertThat(handover.takeExpectation()).isTrue();
        assertThat(handover.takeExpectation()).isFalse();
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
        handover.put(items(1));

        handover.close();

        assertThat(handover.take()).isNotNull();
        assertThat(handover.take()).isNull();
    }

    @Test
    void free_slots_are_those_neither_waiting_nor_running() throws Exception {
        assertThat(handover.awaitFreeSlots()).isEqualTo(2);

        handover.put(items(1));
        assertThat(handover.awaitFreeSlots()).isEqualTo(1);
        handover.take();
        assertThat(handover.awaitFreeSlots()).isEqualTo(1);
        handover.done();
        assertThat(handover.awaitFreeSlots()).isEqualTo(2);
    }

    @Test
    void fewer_free_slots_than_asked_for_wait_for_more() throws Exception {
        Handover<String> gathering = new Handover<>(5, 3, Duration.ofDays(1));
        gathering.put(items(5));
        FreeSlots waiting = new FreeSlots(gathering);
        waiting.start();

        for (int i = 0; i < 2; i++) {
            gathering.done();
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(waiting.free).isZero();
        gathering.done();
        waiting.join();

        assertThat(waiting.free).isEqualTo(3);
    }

    @Test
    void fewer_free_slots_do_not_wait_longer_than_the_gather_time() throws Exception {
        Duration gather = Duration.ofMillis(30);
        Handover<String> gathering = new Handover<>(5, 3, gather);
        gathering.put(items(5));
        long start = System.nanoTime();
        gathering.done();

        assertThat(gathering.awaitFreeSlots()).isEqualTo(1);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(gather.toNanos());
        long next = System.nanoTime();
        assertThat(gathering.awaitFreeSlots()).isEqualTo(1); // one more statement per gather time, not per wake
        assertThat(System.nanoTime() - next).isGreaterThanOrEqualTo(gather.toNanos() / 2);
    }

    @Test
    void a_gather_time_that_passed_while_nobody_looked_is_not_waited_for_again() throws Exception {
        Duration gather = Duration.ofMillis(500);
        Handover<String> gathering = new Handover<>(5, 3, gather);
        gathering.put(items(5));
        gathering.done();
        long freed = System.nanoTime();
        await().until(() -> System.nanoTime() - freed > gather.toNanos());
        gathering.done();
        long start = System.nanoTime();

        assertThat(gathering.awaitFreeSlots()).isEqualTo(2);
        assertThat(System.nanoTime() - start).isLessThan(gather.toNanos());
    }

    @Test
    void when_nothing_is_in_flight_nothing_is_gathered() throws Exception {
        assertThat(new Handover<>(5, 5, Duration.ofDays(1)).awaitFreeSlots()).isEqualTo(5);
    }

    @Test
    void a_close_ends_the_gathering() throws Exception {
        Handover<String> gathering = new Handover<>(5, 3, Duration.ofDays(1));
        gathering.put(items(4));
        FreeSlots waiting = new FreeSlots(gathering);
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        gathering.close();
        waiting.join();

        assertThat(waiting.free).isZero();
    }

    @Test
    void an_item_ends_once() {
        Handover.Item<String> item = items(1).get(0);

        assertThat(item.end()).isTrue();
        assertThat(item.end()).isFalse();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(1));
    }

    private static List<Handover.Item<String>> items(int count) {
        Lease lease = Lease.startingNow(Duration.ofMinutes(1), System::nanoTime);
        return IntStream.range(0, count)
                .mapToObj(number -> new Handover.Item<>(new Claim<>(new UUID(0, number), "work", 1, 1, 1), lease))
                .toList();
    }

    /** Waits for free slots, as the thread that claims does. */
    private static final class FreeSlots extends Thread {
        private final Handover<String> handover;
        volatile int free;

        FreeSlots(Handover<String> handover) {
            this.handover = handover;
        }

        @Override
        public void run() {
            try {
                free = handover.awaitFreeSlots();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
