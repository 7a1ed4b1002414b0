package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AsyncWorkLoopTest extends WorkLoopFixture {
    private static final CompletionStage<?> COMPLETE = CompletableFuture.completedStage(1);

    @Test
    void ten_thousand_claims_that_complete_anywhere_are_all_run_once_within_the_slots_on_few_threads() {
        int claims = 10_000;
        int slots = 500;
        Set<String> run = ConcurrentHashMap.newKeySet();
        Set<String> starters = ConcurrentHashMap.newKeySet();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger twice = new AtomicInteger();
        ScheduledExecutorService anywhere = Executors.newScheduledThreadPool(8);
        queue.offer(claims);
        WorkLoop<String> loop = async((claim, lease) -> {
                    starters.add(Thread.currentThread().getName());
                    twice.addAndGet(run.add(claim.work()) ? 0 : 1);
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    Runnable end = () -> {
                        queue.open.decrementAndGet();
                        ended.incrementAndGet();
                        complete(stage);
                    };
                    int way = ThreadLocalRandom.current().nextInt(10);
                    if (way == 0) {
                        end.run();
                    } else {
                        anywhere.schedule(end, way * way * 50L, TimeUnit.MICROSECONDS);
                    }
                    return stage;
                })
                .concurrency(slots)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> ended.get() == claims);
            assertThat(threadsOf("test")).hasSize(3);
        } finally {
            anywhere.shutdown();
        }

        assertThat(run).hasSize(claims);
        assertThat(twice).hasValue(0);
        assertThat(queue.mostOpen.get()).isBetween(slots / 2, slots);
        assertThat(starters).isSubsetOf("webhooks-test-1", "webhooks-test-2");
        assertThat(queue.released).isEmpty();
    }

    private static void complete(CompletableFuture<Integer> stage) {
        if (ThreadLocalRandom.current().nextInt(100) == 0) {
            stage.completeExceptionally(new IllegalStateException("one of a hundred"));
        } else {
            stage.complete(1);
        }
    }

    @Test
    void a_slot_is_occupied_until_its_stage_completes() {
        Queue<CompletableFuture<Integer>> stages = new ConcurrentLinkedQueue<>();
        queue.offer(5);
        WorkLoop<String> loop = async((claim, lease) -> {
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    stages.add(stage);
                    return stage;
                })
                .concurrency(2)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> stages.size() == 2);
            await().until(() -> threadsWaiting() >= 3);
            assertThat(stages).hasSize(2);
            assertThat(queue.made).hasValue(2);

            stages.peek().complete(1);
            await().until(() -> stages.size() == 3);
            stages.forEach(stage -> stage.complete(1));
            await().until(() -> stages.size() == 5);
            stages.forEach(stage -> stage.complete(1));
        }
    }

    private static long threadsWaiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("webhooks-test-"))
                .filter(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING)
                .count();
    }

    @ParameterizedTest
    @MethodSource
    void a_run_that_fails_costs_no_slot(AsyncRunner<String> failing) {
        AtomicInteger run = new AtomicInteger();
        queue.offer(50);
        WorkLoop<String> loop = async((claim, lease) -> {
                    run.incrementAndGet();
                    return failing.run(claim, lease);
                })
                .concurrency(1)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.get() == 50);
        }

        assertThat(messages(Level.ERROR)).hasSize(50).allMatch(text -> text.startsWith("runner threw"));
        assertThat(queue.released).isEmpty();
    }

    static Stream<AsyncRunner<String>> a_run_that_fails_costs_no_slot() {
        return Stream.of(
                (claim, lease) -> CompletableFuture.failedStage(new CompletionException(new IllegalStateException())),
                (claim, lease) -> CompletableFuture.failedStage(new NoClassDefFoundError("in the stage")),
                (claim, lease) -> {
                    throw new RejectedExecutionException("the executor is full");
                },
                (claim, lease) -> {
                    Thread.currentThread().interrupt();
                    throw new StackOverflowError("in the runner");
                },
                (claim, lease) -> null,
                (claim, lease) -> new Deaf(),
                (claim, lease) -> {
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    stage.cancel(true);
                    return stage;
                });
    }

    @Test
    void a_stage_that_tells_its_end_twice_frees_one_slot() {
        AtomicInteger run = new AtomicInteger();
        Queue<CompletableFuture<Integer>> stages = new ConcurrentLinkedQueue<>();
        queue.offer(10);
        WorkLoop<String> loop = async((claim, lease) -> {
                    if (run.incrementAndGet() <= 4) {
                        return new Stutter();
                    }
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    stages.add(stage);
                    return stage;
                })
                .concurrency(2)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> stages.size() == 2 && threadsWaiting() >= 3);
            assertThat(run).hasValue(6);
            assertThat(queue.made).hasValue(6);
            await().until(() -> {
                stages.forEach(stage -> stage.complete(1));
                return run.get() == 10 && stages.stream().allMatch(CompletableFuture::isDone);
            });
        }
    }

    @Test
    void a_runner_can_look_at_the_lease_again() {
        AtomicLong nanos = new AtomicLong(1);
        Queue<Lease> leases = new ConcurrentLinkedQueue<>();
        queue.offer(1);
        WorkLoop<String> loop = async((claim, lease) -> {
                    leases.add(lease);
                    return COMPLETE;
                })
                .lease(Duration.ofMinutes(1))
                .nanoTime(nanos::get)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> leases.size() == 1);
        }

        assertThat(leases.element().left()).isEqualTo(Duration.ofSeconds(54));
        assertThat(leases.element().mayBegin()).isTrue();
        nanos.addAndGet(Duration.ofSeconds(54).toNanos()); // stopped between the hand-over and the request
        assertThat(leases.element().mayBegin()).isFalse();
    }

    @Test
    void what_was_lost_is_told_and_costs_no_slot() {
        AtomicLong nanos = new AtomicLong(1);
        AtomicInteger run = new AtomicInteger();
        queue.offer(3);
        queue.afterLookingOnce(() -> nanos.addAndGet(Duration.ofMinutes(2).toNanos()));
        WorkLoop<String> loop = async((claim, lease) -> {
                    run.incrementAndGet();
                    return COMPLETE;
                })
                .concurrency(3)
                .nanoTime(nanos::get)
                .build();

        try (loop) {
            loop.start();
            await().until(() -> queue.lost.size() == 3);
            queue.offer(3);
            loop.wake();
            await().until(() -> run.get() == 3);
        }

        assertThat(queue.lost).extracting(Claim::work).containsExactlyInAnyOrder("work 0", "work 1", "work 2");
        assertThat(messages(Level.ERROR)).hasSize(3).allMatch(text -> text.startsWith("lost claim not recorded"));
    }

    @Test
    void under_load_slots_that_become_free_one_by_one_are_claimed_together() {
        int claims = 1000;
        AtomicInteger run = new AtomicInteger();
        ScheduledExecutorService oneByOne = Executors.newSingleThreadScheduledExecutor();
        queue.offer(claims);
        WorkLoop<String> loop = async((claim, lease) -> CompletableFuture.runAsync(
                        run::incrementAndGet,
                        task -> oneByOne.schedule(task, run.get() % 7 * 100L, TimeUnit.MICROSECONDS)))
                .concurrency(100)
                .claimAtLeast(50)
                .gatherFor(Duration.ofHours(1))
                .build();

        try (loop) {
            loop.start();
            await().until(() -> run.get() == claims);
        } finally {
            oneByOne.shutdown();
        }

        assertThat(queue.claims.get()).isLessThanOrEqualTo(1 + 900 / 50 + 2);
    }

    @Test
    void settings_that_are_not_allowed_are_named() {
        assertThatThrownBy(() -> async((claim, lease) -> COMPLETE)
                        .concurrency(100_001)
                        .threads(0)
                        .claimAtLeast(0)
                        .gatherFor(Duration.ofNanos(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("concurrency is 100001 but must be from 1 to 100000")
                .hasMessageContaining("threads is 0")
                .hasMessageContaining("claimAtLeast is 0")
                .hasMessageContaining("gather time is PT-0.000000001S");
        assertThatThrownBy(() -> builder(claim -> {}).threads(2).build()).hasMessageContaining("threads is set");
        async((claim, lease) -> COMPLETE)
                .concurrency(100_000)
                .threads(1)
                .build()
                .close();
    }

    /** Cannot be listened to. */
    private static final class Deaf extends CompletableFuture<Integer> {
        @Override
        public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> action) {
            throw new UnsupportedOperationException();
        }
    }

    /** Tells its end twice. */
    private static final class Stutter extends CompletableFuture<Integer> {
        @Override
        public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> action) {
            action.accept(1, null);
            action.accept(1, null);
            return this;
        }
    }
}
