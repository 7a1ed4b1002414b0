package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));

    @Test
    void idle_intervals_double_up_to_their_limit_and_begin_again_with_work() {
        assertThat(nextIdle()).isEqualTo(1);
        assertThat(nextIdle()).isEqualTo(2);
        assertThat(nextIdle()).isEqualTo(4);
        assertThat(nextIdle()).isEqualTo(5);
        assertThat(nextIdle()).isEqualTo(5);

        pace.afterSuccess(1);

        assertThat(nextIdle()).isEqualTo(1);
    }

    @Test
    void failures_back_off_to_thirty_seconds_and_begin_again_after_a_claim_that_works() {
        nextIdle();
        long[] expected = {1, 2, 4, 8, 16, 30, 30};
        for (long seconds : expected) {
            assertThat(pace.afterFailure()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(pace.isFailing()).isTrue();
        }

        assertThat(nextIdle()).isEqualTo(1);
        assertThat(pace.isFailing()).isFalse();
        assertThat(pace.afterFailure()).isEqualTo(Duration.ofSeconds(1));
    }

    private long nextIdle() {
        pace.afterSuccess(0);
        return pace.afterNothing().toSeconds();
    }
}
