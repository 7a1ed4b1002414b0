package io.github.webhooks4j.send;

import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.WebhookListener;
import io.github.webhooks4j.work.Claim;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners and the log what happened to deliveries. */
final class SendNotices {
    private static final Logger log = LoggerFactory.getLogger(SendNotices.class);

    private final Clock clock;
    private final WebhookListener listener;

    SendNotices(Clock clock, WebhookListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    void attempted(Claim<DeliveryWork> claim, TransportResult result) {
        Optional<Integer> status =
                result instanceof TransportResult.Answered answer ? Optional.of(answer.status()) : Optional.empty();
        Optional<String> error = result instanceof TransportResult.Failed failed
                ? Optional.of(failed.kind().word())
                : Optional.empty();
        listener.on(new Notice.DeliveryAttempted(
                clock.instant(),
                claim.id(),
                OutboxQueue.endpoint(claim),
                claim.work().event().type(),
                claim.attempt(),
                status,
                error,
                result.took()));
    }

    /** After it is committed. */
    void finished(DeliveryResult result) {
        Claim<DeliveryWork> claim = result.claim();
        UUID endpoint = OutboxQueue.endpoint(claim);
        String type = claim.work().event().type();
        String error = result.error().orElse("");
        switch (result.next()) {
            case DELIVERED ->
                listener.on(new Notice.DeliveryDelivered(clock.instant(), claim.id(), endpoint, type, claim.attempt()));
            case DEAD -> {
                log.warn(
                        "delivery dead delivery={} endpoint={} attempts={} last={}",
                        claim.id(),
                        endpoint,
                        claim.attempt(),
                        error);
                listener.on(
                        new Notice.DeliveryDead(clock.instant(), claim.id(), endpoint, type, claim.attempt(), error));
            }
            case PENDING -> {
                if (result.outcome() != AttemptOutcome.NOT_SENT) {
                    listener.on(new Notice.DeliveryFailed(
                            clock.instant(), claim.id(), endpoint, type, claim.attempt(), error, result.retryIn()));
                }
            }
            default -> throw new IllegalStateException("an attempt never ends in state " + result.next());
        }
    }

    void disabled(Claim<DeliveryWork> claim, DisabledBecause because) {
        UUID endpoint = OutboxQueue.endpoint(claim);
        log.warn("endpoint disabled endpoint={} because={}", endpoint, because.word());
        listener.on(new Notice.EndpointDisabled(
                clock.instant(), endpoint, claim.work().event().owner(), because.word()));
    }

    void refused(DeliveryResult result) {
        log.warn(
                "result refused, the lease was lost delivery={} attempt={}",
                result.claim().id(),
                result.claim().attempt());
        listener.on(new Notice.DeliveryResultRefused(
                clock.instant(),
                result.claim().id(),
                OutboxQueue.endpoint(result.claim()),
                result.claim().attempt()));
    }

    void purged(long count) {
        listener.on(new Notice.DeliveriesPurged(clock.instant(), count));
    }
}
