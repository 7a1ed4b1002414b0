package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event for one endpoint.
 *
 * @param id its id, of version 7
 * @param event the event's id
 * @param endpoint the endpoint's id
 * @param owner whose it is
 * @param eventType the event's type
 * @param state where it stands
 * @param attempts how many attempts were begun
 * @param createdAt when the event was published
 * @param dueAt of a pending one: when the next attempt is due, or, while in flight, when its lease ends
 * @param finishedAt of one that is over: since when
 * @param lastStatus the status of the last answer, if the last attempt got one
 * @param lastError what was wrong with the last attempt, if anything
 */
public record Delivery(
        UUID id,
        UUID event,
        UUID endpoint,
        String owner,
        String eventType,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        Optional<Instant> dueAt,
        Optional<Instant> finishedAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError) {}
