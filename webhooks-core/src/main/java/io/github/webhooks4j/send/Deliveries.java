package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks at what was published and what became of it. Thread-safe. */
public final class Deliveries {
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
