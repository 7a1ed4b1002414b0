package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkLoopTest extends WorkLoopFixture {
    private final FailingAppender failing = new FailingAppender();

    WorkLoopTest() {
        failing.start();
    }

    @Test
    void work_that_is_there_is_run_without_a_wake() {
        queue.offer(20);
        Queue<String> run = new ConcurrentLinkedQueue<>();

        try (WorkLoop<String> loop = loop(claim -> run.add(claim.work())).start()) {
            assertThat(loop).isNotNull();
            await().until(() -> run.size() == 20);
        }

        assertThat(run).doesNotHaveDuplicates();
        assertThat(queue.released).isEmpty();
    }

    @Test
    void a_wake_claims_at_once_however_long_the_interval_is() {
        AtomicInteger run = new AtomicInteger();

        try (WorkLoop<String> loop = loop(claim -> run.incrementAndGet()).start()) {
            for (int i = 1; i <= 100; i++) {
                queue.offer(1);
                loop.wake();
                int expected = i;
                await().pollInterval(Duration.ofMillis(1)).until(() -> run.get() == expected);
            }
        }
    }

    @Test
    void a_wake_during_a_claim_is_not_lost() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        queue.afterLooking = () -> {
            claiming.countDown();
            awaitQuietly(goOn); // it has looked and found nothing, and has not told yet
        };

        try (WorkLoop<String> loop = loop(claim -> ran.countDown()).start()) {
            assertThat(claiming.await(30, TimeUnit.SECONDS)).isTrue();
            queue.offer(1);
            loop.wake();
            goOn.countDown();

            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_wake_before_the_start_is_no_fault() {
        WorkLoop<String> loop = loop(claim -> {});
        loop.wake();
        loop.close();
        loop.wake();

        assertThatThrownBy(loop::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void many_wakes_end_in_few_claims() throws Exception {
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        queue.afterLooking = () -> {
            claiming.countDown();
            awaitQuietly(goOn);
        };

        try (WorkLoop<String> loop = loop(claim -> {}).start()) {
            assertThat(claiming.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10_000; i++) {
                loop.wake();
            }
            goOn.countDown();
            await().until(() -> queue.claims.get() == 2);
        }

        assertThat(queue.claims).hasValue(2);
    }

    @Test
    void without_a_wake_it_asks_again_after_its_interval() {
        AtomicInteger run = new AtomicInteger();
        WorkLoop<String> loop = builder(claim -> run.incrementAndGet())
                .poll(Duration.ofMillis(5), Duration.ofMillis(20))
                .build();

        try (loop) {
            loop.start();
            await().until(() -> queue.claims.get() > 10);
            queue.offer(3);
            await().until(() -> run.get() == 3);
        }
    }

    @Test
    void never_more_run_at_once_than_it_is_allowed_and_never_more_are_claimed_than_are_free() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger run = new AtomicInteger();
        CyclicBarrier allAtOnce = new CyclicBarrier(4);
        queue.offer(400);
        WorkLoop<String> loop = builder(claim -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    awaitQuietly(allAtOnce);
                    running.decrementAndGet();
                    queue.open.decrementAndGet();
                    run.incrementAndGet();
                })
                .concurrency(4)
                .poll(NEVER, NEVER)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.get() == 400);
        }

        assertThat(most).hasValue(4);
        assertThat(queue.mostOpen.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void an_error_in_a_runner_kills_no_worker() {
        AtomicInteger run = new AtomicInteger();
        queue.offer(100);
        WorkLoop<String> loop = builder(claim -> {
                    run.incrementAndGet();
                    throw new StackOverflowError("poison");
                })
                .concurrency(2)
                .poll(NEVER, NEVER)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.get() == 100);
        }

        assertThat(messages(Level.ERROR)).hasSize(100).allMatch(text -> text.startsWith("runner threw"));
    }

    @Test
    void an_interrupt_left_behind_by_a_runner_does_not_reach_the_next() {
        Queue<Boolean> interrupted = new ConcurrentLinkedQueue<>();
        queue.offer(10);
        WorkLoop<String> loop = builder(claim -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                })
                .concurrency(1)
                .poll(NEVER, NEVER)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> interrupted.size() == 10);
        }

        assertThat(interrupted).containsOnly(false);
    }

    @Test
    void failing_claims_are_logged_once_per_streak_and_tried_again() {
        AtomicInteger run = new AtomicInteger();
        WorkLoop<String> loop = builder(claim -> run.incrementAndGet())
                .poll(Duration.ofMillis(1), Duration.ofMillis(1))
                .build();
        queue.failures.set(5);
        queue.offer(1);

        try (loop) {
            loop.start();
            await().until(() -> run.get() == 1);
            assertThat(messages(Level.WARN)).hasSize(1);
            queue.failures.set(3);
            await().until(() -> messages(Level.WARN).size() == 2 && queue.failures.get() <= 0);
            queue.offer(1);
            await().until(() -> run.get() == 2);
        }

        assertThat(messages(Level.WARN)).hasSize(2);
        assertThat(messages(Level.ERROR)).isEmpty();
    }

    @Test
    void a_claim_whose_lease_ran_out_before_it_began_is_dropped() throws Exception {
        AtomicLong nanos = new AtomicLong(1);
        Queue<String> run = new ConcurrentLinkedQueue<>();
        queue.offer(1);
        queue.afterLookingOnce(() -> nanos.addAndGet(Duration.ofSeconds(55).toNanos()));
        WorkLoop<String> loop = builder(claim -> run.add(claim.work()))
                .lease(Duration.ofMinutes(1))
                .poll(NEVER, NEVER)
                .nanoTime(nanos::get)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> messages(Level.WARN).size() == 1);
            queue.afterLookingOnce(() -> nanos.addAndGet(Duration.ofSeconds(53).toNanos()));
            queue.offer(1);
            loop.wake();
            await().until(() -> run.size() == 1);
        }

        assertThat(run).containsExactly("work 1");
        assertThat(messages(Level.WARN)).allMatch(text -> text.startsWith("claim dropped"));
        assertThat(queue.lost).extracting(Claim::work).containsExactly("work 0");
        assertThat(queue.released).isEmpty();
    }

    @Test
    void a_local_clock_that_overflows_drops_nothing() {
        Queue<String> run = new ConcurrentLinkedQueue<>();
        queue.offer(1);
        WorkLoop<String> loop = builder(claim -> run.add(claim.work()))
                .poll(NEVER, NEVER)
                .nanoTime(() -> Long.MAX_VALUE - 5)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.size() + messages(Level.WARN).size() == 1);
        }

        assertThat(run).hasSize(1);
    }

    @Test
    void expected_work_is_looked_for_in_short_intervals() {
        AtomicInteger run = new AtomicInteger();

        try (WorkLoop<String> loop = loop(claim -> run.incrementAndGet()).start()) {
            await().until(() -> queue.claims.get() == 1); // and now it pauses for a day
            loop.expectWork();
            await().until(() -> queue.claims.get() >= 4);
            queue.offer(1); // what was expected is committed; nobody says so
            await().until(() -> run.get() == 1);
        }
    }

    @Test
    void an_expectation_during_a_claim_is_not_lost() throws Exception {
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        queue.afterLookingOnce(() -> {
            claiming.countDown();
            awaitQuietly(goOn);
        });

        try (WorkLoop<String> loop = loop(claim -> {}).start()) {
            assertThat(claiming.await(30, TimeUnit.SECONDS)).isTrue();
            loop.expectWork();
            goOn.countDown();

            await().until(() -> queue.claims.get() >= 4);
        }
    }

    @Test
    void an_expectation_while_nothing_is_free_is_kept() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        queue.offer(1);
        WorkLoop<String> loop = builder(claim -> awaitQuietly(goOn))
                .concurrency(1)
                .poll(NEVER, NEVER)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> queue.made.get() == 1);
            loop.expectWork();
            goOn.countDown();

            await().until(() -> queue.claims.get() >= 5);
        }
    }

    @Test
    void an_error_in_a_claim_ends_nothing() {
        AtomicInteger run = new AtomicInteger();
        queue.offer(3);
        queue.afterLookingOnce(() -> {
            queue.due.release(3);
            throw new OutOfMemoryError("for a test");
        });
        WorkLoop<String> loop = builder(claim -> run.incrementAndGet())
                .poll(Duration.ofMillis(1), Duration.ofMillis(1))
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.get() == 3);
        }
    }

    @Test
    void an_error_while_it_is_logged_ends_nothing_and_costs_no_slot() {
        AtomicInteger run = new AtomicInteger();
        logger.addAppender(failing);
        queue.failures.set(1);
        WorkLoop<String> loop = builder(claim -> {
                    run.incrementAndGet();
                    throw new IllegalStateException("is logged");
                })
                .concurrency(1)
                .poll(Duration.ofMillis(1), Duration.ofMillis(1))
                .build();

        try (loop) {
            loop.start();
            await().until(() -> queue.claims.get() > 2);
            queue.offer(3);
            await().until(() -> run.get() == 3);
        } finally {
            logger.detachAppender(failing);
        }
    }

    @Test
    void an_interrupt_from_somebody_else_ends_no_thread_and_costs_no_slot() {
        AtomicInteger run = new AtomicInteger();
        WorkLoop<String> loop = builder(claim -> run.incrementAndGet())
                .concurrency(2)
                .poll(Duration.ofMillis(5), Duration.ofMillis(5))
                .build();

        try (loop) {
            loop.start();
            for (int i = 1; i <= 20; i++) {
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("webhooks-test-"))
                        .forEach(Thread::interrupt);
                queue.offer(2);
                loop.wake();
                int expected = 2 * i;
                await().pollInterval(Duration.ofMillis(1)).until(() -> run.get() == expected);
            }
        }
    }

    @Test
    void every_setting_that_is_not_allowed_is_named() {
        assertThatThrownBy(() -> builder(claim -> {})
                        .concurrency(0)
                        .gatherFor(Duration.ofSeconds(3))
                        .lease(Duration.ZERO)
                        .poll(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("concurrency is 0")
                .hasMessageContaining("claimAtLeast is 1")
                .hasMessageContaining("gather time is PT3S")
                .hasMessageContaining("lease is PT0S")
                .hasMessageContaining("idle interval is PT1S");
    }

    private static final class FailingAppender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            throw new StackOverflowError("for a test");
        }
    }
}
