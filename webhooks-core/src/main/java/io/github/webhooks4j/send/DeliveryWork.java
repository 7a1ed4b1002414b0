package io.github.webhooks4j.send;

import java.time.Instant;

/**
 * What is needed to make one attempt.
 *
 * @param event what to send
 * @param endpoint where to, as it is at the claim
 * @param claimedAt the store's clock at the claim: what the attempt's times count from
 */
public record DeliveryWork(StoredEvent event, StoredEndpoint endpoint, Instant claimedAt) {}
