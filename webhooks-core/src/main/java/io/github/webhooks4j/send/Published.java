package io.github.webhooks4j.send;

import java.util.UUID;

/**
 * What became of a published event.
 *
 * @param event its id; of a repeat, the first event's
 * @param deliveries how many endpoints get it; of a repeat, how many got the first
 * @param repeated whether its idempotency key was known already, so that nothing was published
 */
public record Published(UUID event, int deliveries, boolean repeated) {}
