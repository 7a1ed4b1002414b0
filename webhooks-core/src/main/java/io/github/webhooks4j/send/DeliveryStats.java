package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How many deliveries there are, of all owners, for monitoring.
 *
 * @param states how many are in each state, each only up to what was asked for; every state is there
 * @param longestDue for how long the longest due one has waited for a node to take it; zero when none is due. What
 *     waits for its place on the schedule and what is in flight are not due
 * @param recent how many came to each terminal state lately; every terminal state is there
 */
public record DeliveryStats(Map<DeliveryState, Long> states, Duration longestDue, Map<DeliveryState, Long> recent) {
    /**
     * Adds the states that are missing, as zero.
     *
     * @param states how many are in each state
     * @param longestDue for how long the longest due one has waited
     * @param recent how many came to each terminal state lately
     */
    public DeliveryStats {
        states = complete(states, state -> true);
        requireNonNull(longestDue, "longestDue");
        recent = complete(recent, DeliveryState::isTerminal);
    }

    private static Map<DeliveryState, Long> complete(Map<DeliveryState, Long> counts, Predicate<DeliveryState> wanted) {
        Map<DeliveryState, Long> all = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            if (wanted.test(state)) {
                all.put(state, counts.getOrDefault(state, 0L));
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
