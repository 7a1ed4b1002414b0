package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncWorkLoopCloseTest extends WorkLoopFixture {
    private final Queue<CompletableFuture<Integer>> stages = new ConcurrentLinkedQueue<>();
    private final Queue<Claim<String>> abandoned = new ConcurrentLinkedQueue<>();

    @Test
    void closing_waits_for_what_is_in_flight() throws Exception {
        WorkLoop<String> loop = loopWithInFlight(3);

        Thread closing = new Thread(() -> loop.close(DRAIN));
        closing.start();
        for (CompletableFuture<Integer> stage : stages) {
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            stage.complete(1);
        }
        closing.join(10_000);

        assertThat(closing.isAlive()).isFalse();
        assertThat(abandoned).isEmpty();
        assertThat(logged.list).isEmpty();
    }

    @Test
    void what_is_in_flight_at_the_deadline_is_abandoned_in_time() {
        WorkLoop<String> loop = loopWithInFlight(100);
        stages.remove().complete(1);
        Duration drain = Duration.ofMillis(50);
        long start = System.nanoTime();

        loop.close(drain);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(drain, drain.plusSeconds(1));
        assertThat(abandoned).hasSize(99).doesNotHaveDuplicates();
        assertThat(messages(Level.WARN))
                .containsExactly("runs abandoned, the loop closed before they ended loop=test runs=99");
    }

    @Test
    void what_was_abandoned_may_end_as_it_likes() {
        WorkLoop<String> loop = loopWithInFlight(2);
        loop.close(Duration.ZERO);
        assertThat(abandoned).hasSize(2);

        stages.remove().complete(1);
        stages.remove().cancel(true);
        loop.close(DRAIN); // and no further close waits for it

        assertThat(abandoned).hasSize(2);
        assertThat(messages(Level.ERROR)).isEmpty();
    }

    @Test
    void closing_twice_at_once_abandons_once() throws Exception {
        WorkLoop<String> loop = loopWithInFlight(1000);

        Thread other = new Thread(() -> loop.close(Duration.ofMillis(20)));
        other.start();
        loop.close(Duration.ofMillis(20));
        other.join();

        assertThat(abandoned).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void one_who_fails_to_note_what_was_abandoned_is_told_the_rest() {
        WorkLoop<String> loop = async(this::neverEnding)
                .concurrency(3)
                .onAbandoned(claim -> {
                    abandoned.add(claim);
                    throw new StackOverflowError("for a test");
                })
                .build();
        startWith(loop, 3);

        loop.close(Duration.ZERO);

        assertThat(abandoned).hasSize(3);
        assertThat(messages(Level.ERROR)).hasSize(3).allMatch(text -> text.startsWith("abandoned claim not recorded"));
    }

    @Test
    void for_an_interrupted_caller_the_deadline_is_now() {
        WorkLoop<String> loop = loopWithInFlight(2);

        Thread.currentThread().interrupt();
        loop.close(DRAIN);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(abandoned).hasSize(2);
    }

    @Test
    void what_was_claimed_and_not_begun_is_released_and_not_abandoned() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        WorkLoop<String> loop = async((claim, lease) -> {
                    starting.countDown();
                    awaitQuietly(goOn);
                    return neverEnding(claim, lease);
                })
                .concurrency(5)
                .threads(1)
                .onAbandoned(abandoned::add)
                .build();
        queue.offer(5);
        loop.start();
        assertThat(starting.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(() -> loop.close(Duration.ofSeconds(2)));
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join(10_000);

        assertThat(queue.released).hasSize(4).doesNotContainAnyElementsOf(abandoned);
        assertThat(abandoned).extracting(Claim::work).containsExactly("work 0");
    }

    @Test
    void a_start_that_ignores_the_interrupt_is_abandoned_too() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CompletableFuture<Integer> goOn = new CompletableFuture<>();
        WorkLoop<String> loop = async((claim, lease) -> {
                    starting.countDown();
                    goOn.join(); // deaf to interrupts
                    return goOn;
                })
                .onAbandoned(abandoned::add)
                .build();
        queue.offer(1);
        loop.start();
        assertThat(starting.await(30, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();

        loop.close(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(abandoned).hasSize(1);
        assertThat(messages(Level.WARN)).contains("work goes on after the loop closed loop=test threads=1");
        goOn.complete(1);
        await().until(() -> threadsOf("test").isEmpty());
        assertThat(messages(Level.ERROR)).isEmpty();
    }

    @Test
    void a_start_that_heeds_the_interrupt_ends_by_itself() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        WorkLoop<String> loop = async((claim, lease) -> {
                    starting.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        return CompletableFuture.completedStage("not sent");
                    }
                    return new CompletableFuture<>();
                })
                .onAbandoned(abandoned::add)
                .build();
        queue.offer(1);
        loop.start();
        assertThat(starting.await(30, TimeUnit.SECONDS)).isTrue();

        loop.close(Duration.ZERO);

        assertThat(abandoned).isEmpty();
        assertThat(logged.list).isEmpty();
    }

    private WorkLoop<String> loopWithInFlight(int runs) {
        WorkLoop<String> loop = async(this::neverEnding)
                .concurrency(runs)
                .onAbandoned(abandoned::add)
                .build();
        startWith(loop, runs);
        return loop;
    }

    private void startWith(WorkLoop<String> loop, int runs) {
        queue.offer(runs);
        loop.start();
        await().until(() -> stages.size() == runs);
    }

    private CompletableFuture<Integer> neverEnding(Claim<String> claim, Lease lease) {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        stages.add(stage);
        return stage;
    }
}
