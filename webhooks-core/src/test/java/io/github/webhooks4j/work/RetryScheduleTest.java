package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    private static final RandomGenerator SEEDED = new Random(1);

    @Test
    void no_attempt_is_earlier_than_its_delay_or_later_than_its_jitter_allows() {
        RetrySchedule schedule = RetrySchedule.HANDLERS;

        for (int i = 0; i < 10_000; i++) {
            Duration delay = schedule.delayAfter(1, SEEDED).orElseThrow();
            assertThat(delay).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        }
    }

    @Test
    void jitter_spreads_attempts() {
        assertThat(RetrySchedule.HANDLERS.delayAfter(8, SEEDED))
                .isNotEqualTo(RetrySchedule.HANDLERS.delayAfter(8, SEEDED));
    }

    @Test
    void after_the_last_delay_comes_one_more_attempt_and_then_nothing() {
        RetrySchedule schedule =
                RetrySchedule.of(Duration.ofSeconds(1), Duration.ofSeconds(2)).withJitter(0);

        assertThat(schedule.attempts()).isEqualTo(3);
        assertThat(schedule.delayAfter(1, SEEDED)).contains(Duration.ofSeconds(1));
        assertThat(schedule.delayAfter(2, SEEDED)).contains(Duration.ofSeconds(2));
        assertThat(schedule.delayAfter(3, SEEDED)).isEmpty();
        assertThat(schedule.delayAfter(Integer.MAX_VALUE, SEEDED)).isEmpty();
    }

    @Test
    void without_delays_there_is_one_attempt() {
        assertThat(RetrySchedule.of().attempts()).isEqualTo(1);
        assertThat(RetrySchedule.of().delayAfter(1, SEEDED)).isEmpty();
    }

    @Test
    void the_longest_delay_with_the_most_jitter_does_not_overflow() {
        Duration longest = Duration.ofDays(30);

        assertThat(RetrySchedule.of(longest).withJitter(1).delayAfter(1, SEEDED).orElseThrow())
                .isBetween(longest, longest.multipliedBy(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "P30DT0.001S"})
    void a_delay_out_of_bounds_is_refused(String delay) {
        assertThatThrownBy(() -> RetrySchedule.of(Duration.ZERO, Duration.parse(delay)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Duration.parse(delay).toString());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void a_jitter_out_of_bounds_is_refused(double share) {
        assertThatThrownBy(() -> RetrySchedule.of().withJitter(share)).isInstanceOf(IllegalArgumentException.class);
    }
}
