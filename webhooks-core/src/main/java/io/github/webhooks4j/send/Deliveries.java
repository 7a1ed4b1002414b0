package io.github.webhooks4j.send;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at what was published and what became of it. Thread-safe. */
public final class Deliveries {
    /** Up to where {@link #stats()} counts each state: this number means as many or more. */
    public static final int MOST_COUNTED = 100_000;

    private static final Duration RECENT = Duration.ofMinutes(1);

    private final OutboxStore store;
    private final Engines engines;

    Deliveries(OutboxStore store, Engines engines) {
        this.store = store;
        this.engines = engines;
    }

    /**
     * An event.
     *
     * @param id its id
     * @return the event, if it is kept
     */
    public Optional<StoredEvent> event(UUID id) {
        return store.findEvent(id);
    }

    /**
     * A delivery.
     *
     * @param id its id
     * @return the delivery, if it is kept
     */
    public Optional<Delivery> find(UUID id) {
        return store.findDelivery(id);
    }

    /**
     * The attempts of a delivery.
     *
     * @param delivery the delivery's id
     * @return its attempts by number
     */
    public List<DeliveryAttempt> attempts(UUID delivery) {
        return store.attempts(delivery);
    }

    /**
     * Lists deliveries, newest first.
     *
     * @param query which ones
     * @return a page
     */
    public Page<Delivery> list(DeliveryQuery query) {
        return store.list(query);
    }

    /**
     * How many deliveries there are, of all owners, counted up to {@value #MOST_COUNTED} in each state; a store may
     * count the delivered and the cancelled among the latest {@value #MOST_COUNTED} that are over alone. The recent
     * ones are those that came to their end within the last minute of the store's clock, on any node.
     *
     * <p>On a database it reads indexes only for what waits and what is dead, and at most so many rows of what is
     * over: made for a look every few seconds, not for every request.
     *
     * @return the figures
     */
    public DeliveryStats stats() {
        return store.stats(RECENT, MOST_COUNTED);
    }

    /**
     * Delivers once more: the same event id, the same bytes, from the start of the schedule; attempt numbers go on.
     * At once, or when its endpoint is enabled.
     *
     * @param id which delivery
     * @return {@code false} when there is none, it is in flight, or its endpoint is removed
     */
    public boolean redeliver(UUID id) {
        boolean due = store.redeliver(id);
        if (due) {
            engines.wake();
        }
        return due;
    }
}
