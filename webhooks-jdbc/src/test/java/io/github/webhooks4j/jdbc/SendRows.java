package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.CommitWatch;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of sending store and claim. */
final class SendRows {
    static final CommitWatch NOBODY = new CommitWatch() {
        @Override
        public void committed() {}

        @Override
        public void unseen() {}
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private SendRows() {}

    static UUID register(SendStore store) {
        UUID id = NewEvents.id(store.outbox().now());
        EndpointSpec spec = EndpointSpec.to("https://example.test/" + NUMBER.incrementAndGet())
                .owner(NewEvents.OWNER)
                .events("order.*");
        store.endpoints()
                .insert(new StoredEndpoint(
                        new Endpoint(id, spec, EndpointState.ENABLED, Optional.empty(), Instant.EPOCH, Instant.EPOCH),
                        List.of(new SealedSecret("sealed", Instant.EPOCH, Optional.empty())),
                        0));
        return id;
    }

    static UUID publish(SendStore store) {
        return publish(store, NewEvents.of("order.paid"));
    }

    static UUID publish(SendStore store, NewEvents event) {
        return store.outbox().publish(List.of(event.build()), NOBODY).get(0).event();
    }

    static List<Claim<DeliveryWork>> claim(SendStore store, int max) {
        return store.outbox()
                .claim(new DeliveryClaim(max, Duration.ofMinutes(10), "node", 100, Map.of(), Optional.empty()));
    }

    static DeliveryResult delivered(Claim<DeliveryWork> claim) {
        return result(claim, AttemptOutcome.DELIVERED, DeliveryState.DELIVERED, Optional.empty());
    }

    static DeliveryResult retry(Claim<DeliveryWork> claim) {
        return result(claim, AttemptOutcome.FAILED, DeliveryState.PENDING, Optional.empty());
    }

    static DeliveryResult gone(Claim<DeliveryWork> claim) {
        return result(claim, AttemptOutcome.FAILED, DeliveryState.DEAD, Optional.of(DisabledBecause.GONE));
    }

    private static DeliveryResult result(
            Claim<DeliveryWork> claim, AttemptOutcome outcome, DeliveryState next, Optional<DisabledBecause> disable) {
        return new DeliveryResult(
                claim,
                outcome,
                Optional.of(200),
                Optional.empty(),
                Optional.empty(),
                Headers.empty(),
                new byte[0],
                next,
                Duration.ZERO,
                disable,
                List.of());
    }
}
