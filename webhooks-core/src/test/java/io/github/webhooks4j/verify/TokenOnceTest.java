package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenOnceTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void a_token_belongs_to_its_first_body() throws Exception {
        TokenOnce tokens = TokenOnce.inMemory(10);

        assertThat(tokens.claim("t", "a", LATER, NOW)).isTrue();
        assertThat(tokens.claim("t", "b", LATER, NOW)).isFalse();
        assertThat(tokens.claim("t", "a", LATER, NOW)).isTrue();
        assertThat(tokens.claim("u", "b", LATER, NOW)).isTrue();
    }

    @Test
    void it_is_remembered_until_it_is_too_old() throws Exception {
        TokenOnce tokens = TokenOnce.inMemory(10);
        tokens.claim("t", "a", LATER, NOW);

        assertThat(tokens.claim("t", "b", LATER, LATER)).isFalse();
        assertThat(tokens.toString()).contains("1 of 10");
        assertThat(tokens.claim("u", "b", LATER.plusSeconds(60), LATER.plusSeconds(1)))
                .isTrue();
        assertThat(tokens.toString()).contains("1 of 10");
    }

    @Test
    void a_full_memory_forgets_the_oldest() throws Exception {
        TokenOnce tokens = TokenOnce.inMemory(2);
        tokens.claim("1", "a", LATER, NOW);
        tokens.claim("2", "a", LATER, NOW);
        tokens.claim("3", "a", LATER, NOW);

        assertThat(tokens.claim("2", "b", LATER, NOW)).isFalse();
        assertThat(tokens.claim("3", "b", LATER, NOW)).isFalse();
        assertThat(tokens.claim("1", "b", LATER, NOW)).isTrue();
        assertThatThrownBy(() -> TokenOnce.inMemory(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_many_bodies_at_once_one_wins() throws Exception {
        TokenOnce tokens = TokenOnce.inMemory(10);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CyclicBarrier start = new CyclicBarrier(8);
        try {
            List<Future<Boolean>> claims = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String body = "body" + i;
                claims.add(threads.submit(() -> {
                    start.await();
                    return tokens.claim("t", body, LATER, NOW);
                }));
            }
            int won = 0;
            for (Future<Boolean> claim : claims) {
                won += claim.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
