package io.github.webhooks4j.send;

import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.WorkQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Due deliveries, endpoint after endpoint in turn, never more of one than it has free places on this node. */
final class OutboxQueue implements WorkQueue<DeliveryWork> {
    private final SendSettings settings;
    private final InFlight inFlight;
    private final StoreClock clock;
    private final Consumer<Claim<DeliveryWork>> notSent;
    private Optional<UUID> after = Optional.empty();

    OutboxQueue(SendSettings settings, InFlight inFlight, StoreClock clock, Consumer<Claim<DeliveryWork>> notSent) {
        this.settings = settings;
        this.inFlight = inFlight;
        this.clock = clock;
        this.notSent = notSent;
    }

    /** One thread at a time calls this. A full claim goes on after its last endpoint, any other from the first. */
    @Override
    public List<Claim<DeliveryWork>> claim(int max, Duration lease, String node) {
        List<Claim<DeliveryWork>> claims = settings.outbox.claim(
                new DeliveryClaim(max, lease, node, settings.perEndpoint, inFlight.snapshot(), after));
        after = claims.size() < max ? Optional.empty() : Optional.of(endpoint(claims.get(claims.size() - 1)));
        for (Claim<DeliveryWork> claim : claims) {
            int limit = claim.work().endpoint().endpoint().spec().maxInFlight().orElse(settings.perEndpoint);
            inFlight.begin(endpoint(claim), limit);
            clock.read(claim.work().claimedAt());
        }
        return claims;
    }

    static UUID endpoint(Claim<DeliveryWork> claim) {
        return claim.work().endpoint().endpoint().id();
    }

    @Override
    public void release(Claim<DeliveryWork> claim) {
        notSent.accept(claim);
    }

    @Override
    public void lost(Claim<DeliveryWork> claim) {
        notSent.accept(claim);
    }
}
