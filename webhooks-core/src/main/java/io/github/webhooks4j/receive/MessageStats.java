package io.github.webhooks4j.receive;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many messages the log has, of all sources, for monitoring.
 *
 * @param states how many are in each state, each only up to what was asked for; every state is there
 * @param longestDue for how long the longest due message of the queue has waited for a node to take it; zero when none
 *     is due. What waits for its place on the retry schedule and what is being handled are not due
 * @param received how many were received lately
 */
public record MessageStats(Map<MessageState, Long> states, Duration longestDue, long received) {
    /**
     * Adds the states that are missing, as zero.
     *
     * @param states how many are in each state
     * @param longestDue for how long the longest due one has waited
     * @param received how many were received lately
     */
    public MessageStats {
        Map<MessageState, Long> all = new EnumMap<>(MessageState.class);
        for (MessageState state : MessageState.values()) {
            all.put(state, states.getOrDefault(state, 0L));
        }
        states = Collections.unmodifiableMap(all);
        requireNonNull(longestDue, "longestDue");
    }
}
