package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkLoopCloseTest extends WorkLoopFixture {
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
}
