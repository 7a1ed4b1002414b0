package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failed attempt, and when to give up: after the last delay comes one more
 * attempt, and when that fails too the work is dead.
 *
 * <p>Jitter is only ever added, never taken away: no attempt starts earlier than its delay says.
 *
 * <p>Immutable.
 */
public final class RetrySchedule {
    /** For handlers of messages: 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h, 24 h, then dead. */
    public static final RetrySchedule HANDLERS = of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofHours(24));

    /** For deliveries, as Standard Webhooks recommends: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, dead. */
    public static final RetrySchedule DELIVERIES = of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** The share of a delay that jitter may add at most: a tenth. */
    public static final double DEFAULT_JITTER = 0.1;

    private final List<Duration> delays;
    private final double jitter;

    private RetrySchedule(List<Duration> delays, double jitter) {
        this.delays = delays;
        this.jitter = jitter;
    }

    /**
     * A schedule with the default jitter.
     *
     * @param delays the wait after the first failure, after the second, …; none means one attempt only
     * @return the schedule
     * @throws IllegalArgumentException for a negative delay, or one over 30 days
     */
    public static RetrySchedule of(Duration... delays) {
        return of(List.of(delays));
    }

    /**
     * A schedule with the default jitter.
     *
     * @param delays the wait after the first failure, after the second, …; none means one attempt only
     * @return the schedule
     * @throws IllegalArgumentException for a negative delay, or one over 30 days
     */
    public static RetrySchedule of(List<Duration> delays) {
        for (Duration delay : delays) {
            if (delay.isNegative() || delay.compareTo(Duration.ofDays(30)) > 0) {
                throw new IllegalArgumentException("retry delay is " + delay + " but must be from 0 to 30 days");
            }
        }
        return new RetrySchedule(List.copyOf(delays), DEFAULT_JITTER);
    }

    /**
     * A copy with another jitter.
     *
     * @param share the part of a delay that may be added at most, from 0 to 1
     * @return the copy
     * @throws IllegalArgumentException for a share outside of 0 to 1
     */
    public RetrySchedule withJitter(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("jitter is " + share + " but must be from 0 to 1");
        }
        return new RetrySchedule(delays, share);
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param random where jitter comes from
     * @return the delay, jitter included; empty when the schedule is used up
     */
    public Optional<Duration> delayAfter(int attempt, RandomGenerator random) {
        if (attempt > delays.size()) {
            return Optional.empty();
        }
        Duration delay = delays.get(attempt - 1);
        long extra = (long) (delay.toMillis() * jitter * random.nextDouble());
        return Optional.of(delay.plusMillis(extra));
    }

    /**
     * The delays, without jitter.
     *
     * @return the wait after the first failure, after the second, …
     */
    public List<Duration> delays() {
        return delays;
    }

    /**
     * The share of a delay that jitter may add at most.
     *
     * @return from 0 to 1
     */
    public double jitter() {
        return jitter;
    }

    /**
     * How many attempts there are at most.
     *
     * @return one more than there are delays
     */
    public int attempts() {
        return delays.size() + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetrySchedule that && delays.equals(that.delays) && jitter == that.jitter;
    }

    @Override
    public int hashCode() {
        return delays.hashCode();
    }

    @Override
    public String toString() {
        return "RetrySchedule" + delays;
    }
}
