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

    @Test
    void an_expectation_makes_a_burst_and_changes_nothing_after_it() {
        assertThat(nextIdle()).isEqualTo(1);

        pace.expect();
        for (int millis : new int[] {10, 20, 40, 80, 160, 320, 640, 1000}) {
            assertThat(pace.afterNothing()).isEqualTo(Duration.ofMillis(millis));
        }

        assertThat(nextIdle()).isEqualTo(2);
    }

    @Test
    void an_expectation_during_a_burst_begins_it_again() {
        pace.expect();
        pace.afterNothing();
        pace.afterNothing();

        pace.expect();

        assertThat(pace.afterNothing()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void a_burst_is_never_slower_than_the_pace() {
        Pace fast = new Pace(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(30));
        fast.afterNothing();

        fast.expect();

        assertThat(fast.afterNothing()).isEqualTo(Duration.ofMillis(5));
        assertThat(fast.afterNothing()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void an_expectation_does_not_hurry_claims_that_fail() {
        pace.expect();

        assertThat(pace.afterFailure()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.afterFailure()).isEqualTo(Duration.ofSeconds(2));
    }

    private long nextIdle() {
        pace.afterSuccess(0);
        return pace.afterNothing().toSeconds();
    }
}
