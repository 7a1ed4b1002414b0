package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {
    private static final byte[] KEY = new byte[32];

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // nanoTime may overflow
    private final AtomicInteger asked = new AtomicInteger();
    private volatile MasterKeySource vault = name -> Optional.of(KEY);
    private final FetchedKeys keys = new FetchedKeys(
            name -> {
                asked.incrementAndGet();
                return vault.key(name);
            },
            nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_key_is_asked_for_once_until_it_is_five_minutes_old() throws Exception {
        assertThat(keys.key("a")).contains(KEY);
        pass(FetchedKeys.KEPT.minusNanos(1));
        assertThat(keys.key("a")).contains(KEY);
        assertThat(asked).hasValue(1);

        pass(Duration.ofNanos(1));
        vault = name -> Optional.empty();

        assertThat(keys.key("a")).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_is_not_there_or_failed_is_asked_for_again_after_five_seconds() throws Exception {
        vault = name -> {
            throw new IOException("away");
        };
        assertThatThrownBy(() -> keys.key("a")).isInstanceOf(ExecutionException.class);
        pass(FetchedKeys.REFUSED.minusNanos(1));
        assertThatThrownBy(() -> keys.key("a")).isInstanceOf(ExecutionException.class);
        assertThat(asked).hasValue(1);

        pass(Duration.ofNanos(1));
        vault = name -> Optional.of(KEY);

        assertThat(keys.key("a")).contains(KEY);
    }

    @Test
    void one_that_hangs_is_asked_once_and_waited_for_no_longer_than_the_deadline() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        vault = name -> {
            hanging.await();
            return Optional.of(KEY);
        };
        List<Thread> waiting = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    keys.key("a").ifPresent(key -> answered.incrementAndGet());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            waiting.add(thread);
        }
        await().until(() -> waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        pass(FetchedKeys.DEADLINE);

        long before = System.nanoTime();
        assertThatThrownBy(() -> keys.key("a")).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - before).isLessThan(FetchedKeys.DEADLINE.toNanos() / 2);
        assertThat(asked).hasValue(1);
        vault = name -> Optional.of(new byte[32]);
        assertThat(keys.key("b")).isPresent(); // other keys are not held up

        hanging.countDown();
        for (Thread thread : waiting) {
            thread.join(10_000);
        }
        assertThat(answered).hasValue(8);
        assertThat(keys.key("a")).isPresent();
        assertThat(asked).hasValue(2);
    }

    @Test
    void no_more_than_64_calls_hang() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        vault = name -> {
            hanging.await();
            return Optional.of(KEY);
        };
        Thread.currentThread().interrupt(); // nobody waits for them here
        for (int i = 0; i < 64; i++) {
            String name = "k" + i;
            assertThatThrownBy(() -> keys.key(name)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();

        assertThatThrownBy(() -> keys.key("one more"))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("too many");
        hanging.countDown();
        await().untilAsserted(() -> assertThat(keys.key("k1")).isPresent());
    }
}
