package io.github.webhooks4j.verify.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final AtomicInteger loads = new AtomicInteger();
    private volatile boolean down;
    private final KeyCache<String, String> cache = KeyCache.of(this::load);

    private String load(String name) throws IOException {
        int load = loads.incrementAndGet();
        if (down) {
            throw new IOException("down");
        }
        return name + load;
    }

    private Optional<String> at(Duration later) {
        return cache.get("k", NOW.plus(later));
    }

    @Test
    void a_key_is_loaded_once_within_its_time_and_anew_after_it() {
        assertThat(at(Duration.ZERO)).contains("k1");
        assertThat(at(Duration.ofMinutes(59))).contains("k1");
        assertThat(at(Duration.ofHours(1))).contains("k2");
    }

    @Test
    void a_clock_that_was_set_back_ends_the_time_too() {
        assertThat(at(Duration.ZERO)).contains("k1");
        assertThat(at(Duration.ofSeconds(-1))).contains("k1");
        assertThat(at(Duration.ofHours(-2))).contains("k2");
    }

    @Test
    void clocks_at_their_ends_are_no_matter() {
        for (Instant now : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, NOW)) {
            assertThat(cache.get("k", now)).isPresent();
            assertThat(cache.refresh("k", now)).isPresent();
        }
    }

    @Test
    void a_failure_is_remembered_for_a_moment() {
        down = true;
        assertThat(at(Duration.ZERO)).isEmpty();
        down = false;
        assertThat(at(Duration.ofSeconds(9))).isEmpty();
        assertThat(loads.get()).isEqualTo(1);
        assertThat(at(Duration.ofSeconds(10))).contains("k2");
    }

    @Test
    void a_refresh_is_made_once_in_a_minute() {
        assertThat(at(Duration.ZERO)).contains("k1");
        assertThat(cache.refresh("k", NOW.plusSeconds(59))).contains("k1");
        assertThat(cache.refresh("k", NOW.plusSeconds(60))).contains("k2");
        assertThat(cache.refresh("k", NOW.plusSeconds(61))).contains("k2");
        assertThat(loads.get()).isEqualTo(2);
    }

    @Test
    void a_refresh_that_failed_says_so_and_leaves_the_key_in_use() {
        assertThat(at(Duration.ZERO)).contains("k1");
        down = true;
        assertThat(cache.refresh("k", NOW.plusSeconds(60))).isEmpty();
        assertThat(cache.refresh("k", NOW.plusSeconds(90))).isEmpty();
        assertThat(at(Duration.ofSeconds(90))).contains("k1");
        assertThat(loads.get()).isEqualTo(2);
    }

    @Test
    void a_key_past_its_time_is_not_used_when_the_source_is_down() {
        assertThat(at(Duration.ZERO)).contains("k1");
        down = true;

        assertThat(at(Duration.ofHours(2))).isEmpty();
    }

    @Test
    void many_callers_make_one_load() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        KeyCache<String, String> slow = KeyCache.of(name -> {
            loads.incrementAndGet();
            awaitQuietly(go);
            return name;
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<String>>> found = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                found.add(threads.submit(() -> slow.get("k", NOW)));
            }
            await().until(() -> loads.get() == 1);
            go.countDown();
            for (Future<Optional<String>> one : found) {
                assertThat(one.get(10, TimeUnit.SECONDS)).contains("k");
            }
            assertThat(loads.get()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_source_that_hangs_is_waited_for_once_and_only_so_long() {
        CountDownLatch never = new CountDownLatch(1);
        KeyCache<String, String> hanging = KeyCache.of(
                name -> {
                    loads.incrementAndGet();
                    awaitQuietly(never);
                    return name;
                },
                Duration.ofHours(1),
                Duration.ofMillis(200));

        long began = System.nanoTime();
        assertThat(hanging.get("k", NOW)).isEmpty();
        for (int i = 0; i < 1000; i++) {
            assertThat(hanging.get("k", NOW.plusSeconds(20))).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(loads.get()).isEqualTo(1);
        never.countDown();
        await().until(() -> hanging.get("k", NOW).isPresent());
    }

    @Test
    void four_loads_run_at_once_and_no_more() {
        CountDownLatch never = new CountDownLatch(1);
        KeyCache<Integer, String> hanging = KeyCache.of(
                name -> {
                    loads.incrementAndGet();
                    awaitQuietly(never);
                    return "";
                },
                Duration.ofHours(1),
                Duration.ofMillis(20));

        for (int i = 0; i < 10; i++) {
            assertThat(hanging.get(i, NOW)).isEmpty();
        }
        await().until(() -> loads.get() == 4);
        assertThat(loads.get()).isEqualTo(4);
        never.countDown();
    }

    @Test
    void sixty_loads_may_begin_in_a_minute() {
        for (int i = 0; i < 100; i++) {
            cache.get("name " + i, NOW.plusMillis(i));
        }
        assertThat(loads.get()).isEqualTo(60);
        assertThat(cache.get("another", NOW.plusSeconds(61))).isPresent();
    }

    @Test
    void sixty_four_entries_are_kept_and_failures_go_first() {
        assertThat(cache.get("good", NOW)).isPresent();
        down = true;
        for (int i = 0; i < 200; i++) {
            cache.get("forged " + i, NOW.plusSeconds(i * 2L));
        }
        assertThat(cache).hasToString("KeyCache[64]");

        int before = loads.get();
        assertThat(cache.get("good", NOW.plusSeconds(400))).contains("good1");
        assertThat(loads.get()).isEqualTo(before);
    }

    @Test
    void a_key_in_its_time_does_not_wait_for_a_refresh_that_somebody_provoked() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        KeyCache<String, String> slow = KeyCache.of(
                name -> {
                    if (loads.incrementAndGet() > 1) {
                        awaitQuietly(never);
                        throw new IOException("down");
                    }
                    return name;
                },
                Duration.ofHours(1),
                Duration.ofSeconds(30));
        Instant later = NOW.plus(Duration.ofMinutes(2));
        assertThat(slow.get("k", NOW)).contains("k");
        Thread provoking = new Thread(() -> slow.refresh("k", later));
        provoking.start();
        await().until(() -> loads.get() == 2);

        Future<Optional<String>> genuine = CompletableFuture.supplyAsync(() -> slow.get("k", later));
        try {
            assertThat(genuine.get(5, TimeUnit.SECONDS)).contains("k");
        } finally {
            never.countDown();
            provoking.join();
        }
    }

    @Test
    void names_that_nobody_vouched_for_do_not_keep_a_confirmed_key_from_being_loaded_anew() {
        assertThat(at(Duration.ZERO)).contains("k1");
        cache.confirm("k");
        Duration later = Duration.ofHours(1);
        for (int i = 0; i < 100; i++) {
            cache.get("forged " + i, NOW.plus(later));
        }

        assertThat(at(later)).contains("k62");
        cache.confirm("never heard of");
        assertThat(cache).hasToString("KeyCache[61]");
    }

    @Test
    void confirmed_keys_have_a_budget_and_room_of_their_own() {
        for (int i = 0; i < 64; i++) {
            cache.get("name " + i, NOW.plusSeconds(i * 60L));
            cache.confirm("name " + i);
        }
        Instant later = NOW.plus(Duration.ofHours(3));
        for (int i = 0; i < 64; i++) {
            cache.get("name " + i, later);
        }
        assertThat(loads.get()).isEqualTo(64 + 60);
        assertThat(cache.get("another", later)).isPresent(); // the oldest goes
        assertThat(cache).hasToString("KeyCache[64]");
    }

    @Test
    void names_that_nobody_vouched_for_do_not_push_a_confirmed_key_out() {
        assertThat(at(Duration.ZERO)).contains("k1");
        cache.confirm("k");
        for (int i = 0; i < 200; i++) {
            assertThat(cache.get("forged " + i, NOW.plusSeconds(i * 2L))).isPresent();
        }

        assertThat(at(Duration.ofSeconds(400))).contains("k1");
    }

    @Test
    void loads_that_nobody_vouched_for_leave_a_place_to_a_confirmed_key() {
        CountDownLatch never = new CountDownLatch(1);
        KeyCache<String, String> busy = KeyCache.of(
                name -> {
                    if (!name.equals("k")) {
                        awaitQuietly(never);
                    }
                    return name;
                },
                Duration.ofHours(1),
                Duration.ofMillis(20));
        await().until(() -> busy.get("k", NOW).isPresent());
        busy.confirm("k");
        Instant later = NOW.plus(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            assertThat(busy.get("forged " + i, later)).isEmpty();
        }

        await().until(() -> busy.get("k", later).isPresent());
        never.countDown();
    }

    @Test
    void a_source_that_throws_anything_is_a_key_that_cannot_be_had() {
        KeyCache<String, String> broken = KeyCache.of(name -> {
            throw new IllegalStateException("broken");
        });

        assertThat(broken.get("k", NOW)).isEmpty();
    }

    @Test
    void durations_are_positive() {
        assertThatThrownBy(() -> KeyCache.of(this::load, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyCache.of(this::load, Duration.ofSeconds(1), Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
