package io.github.webhooks4j.send;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which deliveries to claim.
 *
 * @param max most of them altogether
 * @param lease how long the claims hold
 * @param node who claims
 * @param perEndpoint how many of an endpoint may be in flight, for endpoints that do not say it themselves
 * @param inFlight how many are in flight on this node already, for each endpoint that has any
 * @param after begins with the first endpoint after this one in the order of ids, so that every endpoint has its
 *     turn; empty begins with the first
 */
public record DeliveryClaim(
        int max, Duration lease, String node, int perEndpoint, Map<UUID, Integer> inFlight, Optional<UUID> after) {
    /**
     * Keeps a copy of the counts.
     *
     * @param max most of them altogether
     * @param lease how long the claims hold
     * @param node who claims
     * @param perEndpoint how many of an endpoint may be in flight
     * @param inFlight how many are in flight on this node already
     * @param after begins with the first endpoint after this one in the order of ids
     */
    public DeliveryClaim {
        inFlight = Map.copyOf(inFlight);
    }
}
