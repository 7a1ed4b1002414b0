package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class WorkLoopTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final FakeQueue queue = new FakeQueue();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(WorkLoop.class);

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> run.incrementAndGet())
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> {
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> {
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> {
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> run.incrementAndGet())
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
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> run.add(claim.work()))
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
        assertThat(queue.released).isEmpty();
    }

    @Test
    void a_local_clock_that_overflows_drops_nothing() {
        Queue<String> run = new ConcurrentLinkedQueue<>();
        queue.offer(1);
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> run.add(claim.work()))
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
    void closing_waits_for_what_runs() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        queue.offer(1);
        WorkLoop<String> loop = loop(claim -> {
                    running.countDown();
                    awaitQuietly(goOn);
                    ended.incrementAndGet();
                })
                .start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(() -> loop.close(DRAIN));
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(ended).hasValue(0);
        goOn.countDown();
        closing.join(30_000);

        assertThat(ended).hasValue(1);
        assertThat(closing.isAlive()).isFalse();
        await().until(() -> threadsOf("test").isEmpty()); // another test may have left one that ends
    }

    @Test
    void closing_interrupts_what_runs_past_the_deadline() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        queue.offer(1);
        WorkLoop<String> loop = loop(claim -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                })
                .start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        loop.close(Duration.ofMillis(1));

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_returns_even_when_what_runs_ignores_the_interrupt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        queue.offer(1);
        WorkLoop<String> loop = loop(claim -> {
                    running.countDown();
                    boolean done = false;
                    while (!done) {
                        try {
                            goOn.await();
                            done = true;
                        } catch (InterruptedException e) {
                            done = false;
                        }
                    }
                })
                .start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        loop.close(Duration.ZERO);

        assertThat(messages(Level.WARN)).containsExactly("work goes on after the loop closed loop=test threads=1");
        goOn.countDown();
    }

    @Test
    void what_is_claimed_while_it_closes_is_released_and_not_run() throws Exception {
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Queue<String> run = new ConcurrentLinkedQueue<>();
        queue.offer(3);
        queue.afterLooking = () -> {
            claiming.countDown();
            awaitQuietly(goOn);
        };
        WorkLoop<String> loop = loop(claim -> run.add(claim.work())).start();
        assertThat(claiming.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(() -> loop.close(DRAIN));
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join(30_000);

        assertThat(run).isEmpty();
        assertThat(queue.released).hasSize(3);
        assertThat(queue.claims).hasValue(1);
    }

    @Test
    void what_a_generous_queue_gave_and_was_not_begun_is_released() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        queue.offer(5);
        queue.heedsMax = false;
        WorkLoop<String> loop = WorkLoop.<String>builder("test", "node", queue, claim -> {
                    running.countDown();
                    awaitQuietly(goOn);
                })
                .concurrency(1)
                .poll(NEVER, NEVER)
                .build()
                .start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(() -> loop.close(DRAIN));
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join(30_000);

        assertThat(queue.released).hasSize(4);
    }

    @Test
    void it_may_be_closed_twice_from_within_and_without_a_start() throws Exception {
        loop(claim -> {}).close();
        CountDownLatch closed = new CountDownLatch(1);
        List<WorkLoop<String>> self = new ArrayList<>();
        queue.offer(1);
        self.add(loop(claim -> {
            self.get(0).close(DRAIN);
            closed.countDown();
        }));
        self.get(0).start();

        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        self.get(0).close(DRAIN);
        await().until(() -> threadsOf("test").isEmpty()); // another test may have left one that ends
    }

    @Test
    void its_threads_are_daemons_with_telling_names() throws Exception {
        Queue<Thread> seen = new ConcurrentLinkedQueue<>();
        queue.offer(1);
        try (WorkLoop<String> loop =
                loop(claim -> seen.add(Thread.currentThread())).start()) {
            assertThat(loop).isNotNull();
            await().until(() -> seen.size() == 1);
            assertThat(seen.peek().getName()).matches("webhooks-test-[1-8]");
            assertThat(seen.peek().isDaemon()).isTrue();
            await().until(() -> threadsOf("test").size() == 9);
        }
    }

    @Test
    void every_setting_that_is_not_allowed_is_named() {
        assertThatThrownBy(() -> WorkLoop.<String>builder("test", "node", queue, claim -> {})
                        .concurrency(0)
                        .lease(Duration.ZERO)
                        .poll(Duration.ofSeconds(2), Duration.ofSeconds(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("concurrency is 0")
                .hasMessageContaining("lease is PT0S")
                .hasMessageContaining("idle interval is PT1S");
    }

    private WorkLoop<String> loop(WorkRunner<String> runner) {
        return WorkLoop.builder("test", "node", queue, runner)
                .poll(NEVER, NEVER)
                .build();
    }

    private List<String> messages(Level level) {
        return logged.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static List<String> threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("webhooks-" + name + "-"))
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands out what was offered; counts what is open at the same time. */
    private static final class FakeQueue implements WorkQueue<String> {
        private final Semaphore due = new Semaphore(0);
        private final AtomicInteger made = new AtomicInteger();
        private final AtomicInteger claims = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger mostOpen = new AtomicInteger();
        private final Queue<Claim<String>> released = new ConcurrentLinkedQueue<>();
        private volatile boolean heedsMax = true;
        private volatile Runnable afterLooking = () -> {};

        void afterLookingOnce(Runnable action) {
            afterLooking = () -> {
                afterLooking = () -> {};
                action.run();
            };
        }

        void offer(int count) {
            due.release(count);
        }

        @Override
        public List<Claim<String>> claim(int max, Duration lease, String node) {
            claims.incrementAndGet();
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            List<Claim<String>> found = new ArrayList<>();
            while ((found.size() < max || !heedsMax) && due.tryAcquire()) {
                int number = made.getAndIncrement();
                found.add(new Claim<>(new UUID(0, number), "work " + number, 1, 1, 1));
            }
            mostOpen.accumulateAndGet(open.addAndGet(found.size()), Math::max);
            afterLooking.run();
            return found;
        }

        @Override
        public void release(Claim<String> claim) {
            released.add(claim);
        }
    }
}
