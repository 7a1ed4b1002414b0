package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.work.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Claims and answers for tests. */
final class SomeClaims {
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private SomeClaims() {}

    static Claim<DeliveryWork> scheduled(int scheduled) {
        return claim("order.paid", EndpointSpec.to("https://shop.example/hooks"), scheduled);
    }

    static Claim<DeliveryWork> claim(String type, EndpointSpec spec, int scheduled) {
        Endpoint endpoint = new Endpoint(
                UUID.randomUUID(), spec.registered("acme"), EndpointState.ENABLED, Optional.empty(), NOW, NOW);
        StoredEvent event = new StoredEvent(
                UUID.randomUUID(),
                type,
                "acme",
                Event.JSON,
                "{}".getBytes(StandardCharsets.UTF_8),
                List.of(),
                Optional.empty(),
                NOW);
        DeliveryWork work = new DeliveryWork(event, new StoredEndpoint(endpoint, List.of(), 1), NOW);
        return new Claim<>(UUID.randomUUID(), work, 7, scheduled + 3, scheduled);
    }

    static TransportResult answer(int status, String... headers) {
        return new TransportResult.Answered(
                status, Headers.of(headers), "body".getBytes(StandardCharsets.UTF_8), false, Duration.ofMillis(5));
    }
}
