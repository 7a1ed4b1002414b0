package io.github.webhooks4j.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE - 5})
    void a_lease_ends_when_its_length_has_passed_wherever_the_clock_began(long start) {
        AtomicLong nanos = new AtomicLong(start);
        Lease lease = Lease.startingNow(Duration.ofNanos(10), nanos::get);

        assertThat(lease.left()).isEqualTo(Duration.ofNanos(10));
        nanos.addAndGet(9);
        assertThat(lease.mayBegin()).isTrue();
        assertThat(lease.left()).isEqualTo(Duration.ofNanos(1));
        nanos.addAndGet(1);
        assertThat(lease.mayBegin()).isFalse();
        nanos.addAndGet(1000);
        assertThat(lease.mayBegin()).isFalse();
        assertThat(lease.left()).isZero();
    }
}
