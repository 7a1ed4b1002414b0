package io.github.webhooks4j.send;

import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where events, deliveries and attempts are kept, and claimed from.
 *
 * <p>Leased work: a claim holds until its lease ends by the store's clock, every claim of a delivery gets a higher
 * fence, and a result that names an older fence changes nothing but its own attempt.
 *
 * <p>Implementations are thread-safe, and throw {@link io.github.webhooks4j.WebhookException} when what is below
 * them fails. They pass {@code OutboxStoreContract} of the testkit.
 */
public interface OutboxStore {
    /**
     * Stores events, each with a delivery for every endpoint that wants it: of the event's owner, subscribed to its
     * type, not removed. The deliveries of disabled endpoints are held, the others due at once. All or nothing. In
     * the transaction that the calling thread is in, if the store knows of one, otherwise in one of its own.
     *
     * <p>An event that no endpoint wants is stored only if it says so.
     *
     * <p>An event whose idempotency key its owner has used before is not stored, also when both come at the same
     * time; the first one is told instead.
     *
     * @param events what to store
     * @param watch hears when they can be claimed
     * @return one for each event, in the same order
     */
    List<Published> publish(List<NewEvent> events, CommitWatch watch);

    /**
     * Claims due deliveries, and writes their attempts as started: the longest due first within an endpoint,
     * endpoint after endpoint, never more of one than it has free places, none of one that is not enabled. The
     * attempt of a lease that ran out becomes unknown.
     *
     * @param wanted which ones
     * @return the claims, in the order of their endpoints' ids: those after {@link DeliveryClaim#after()}, then the
     *     others
     */
    List<Claim<DeliveryWork>> claim(DeliveryClaim wanted);

    /**
     * Writes results in one transaction. A pending delivery is due after its {@code retryIn}, also when its endpoint
     * has been disabled meanwhile; an outcome of {@link AttemptOutcome#NOT_SENT} gives back its place on the
     * schedule. An attempt has one result: a second one is not written.
     *
     * @param results at most one for each delivery
     * @return the deliveries whose claim was lost, or that are no longer kept: only their attempts were written
     */
    Set<UUID> finish(List<DeliveryResult> results);

    /**
     * Moves waiting deliveries that do not fit the state of their endpoint: to held for a disabled one, to due for
     * an enabled one, to cancelled for a removed one. They keep their place on the schedule. Those under a lease
     * stay; one whose lease ran out is waiting: its attempt becomes unknown, and its claim is lost.
     *
     * @param max most of them
     * @return how many were moved; fewer than {@code max} when all fit now
     */
    int settle(int max);

    /**
     * Makes a delivery due again, from the start of its schedule, or held while its endpoint is disabled. The
     * attempt of a lease that ran out becomes unknown, and its claim is lost.
     *
     * @param id which delivery; any that is not under a lease and whose endpoint is not removed
     * @return whether there was one
     */
    boolean redeliver(UUID id);

    /**
     * An event.
     *
     * @param id its id
     * @return the event, if it is kept
     */
    Optional<StoredEvent> findEvent(UUID id);

    /**
     * A delivery.
     *
     * @param id its id
     * @return the delivery, if it is kept
     */
    Optional<Delivery> findDelivery(UUID id);

    /**
     * The attempts of a delivery.
     *
     * @param delivery the delivery's id
     * @return its attempts by number
     */
    List<DeliveryAttempt> attempts(UUID delivery);

    /**
     * Lists deliveries, newest first: the other way round of their ids, which are of the time of the store's clock
     * when they were published.
     *
     * @param query which ones
     * @return a page
     */
    Page<Delivery> list(DeliveryQuery query);

    /**
     * Counts deliveries, at a cost that does not grow with what is over: how many there are in a state is counted up
     * to a number, and the delivered and the cancelled may be counted among the latest that are over, so many of
     * them, alone.
     *
     * @param recent how far back what came to its end lately goes
     * @param most up to where each state is counted, at least 1
     * @return the figures
     */
    DeliveryStats stats(Duration recent, int most);

    /**
     * Deletes what is over: deliveries with their attempts, then events without deliveries, then removed endpoints
     * without deliveries.
     *
     * @param finishedUntil deliveries finished, and events published, until then
     * @param max most rows of each kind in this one transaction
     * @return how many rows were deleted; fewer than {@code max} when there is no more
     */
    int purge(Instant finishedUntil, int max);

    /**
     * The store's clock.
     *
     * @return its time
     */
    Instant now();
}
