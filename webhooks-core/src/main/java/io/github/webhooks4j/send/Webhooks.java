package io.github.webhooks4j.send;

import java.util.List;

/**
 * The sending half: publishes events, keeps endpoints, delivers.
 *
 * <p>Building it starts nothing. Any number of nodes may share a store; each of them may publish, and each that calls
 * {@link #startDelivery()} delivers.
 *
 * <p>Thread-safe; one instance serves the whole process.
 */
public interface Webhooks extends AutoCloseable {
    /**
     * Starts a builder.
     *
     * @param store where events, endpoints and deliveries are kept
     * @return the builder
     */
    static WebhooksBuilder builder(SendStore store) {
        return new WebhooksBuilder(store);
    }

    /**
     * The event types that may be published and subscribed to.
     *
     * @return the catalogue; declare more at any time
     */
    EventTypes eventTypes();

    /**
     * Publishes an event to every endpoint of its owner that wants its type, in the transaction that the calling
     * thread is in, if the store knows of it, otherwise in one of its own. Nothing is sent before the commit, and
     * nothing if it is rolled back.
     *
     * @param event what happened
     * @return its id, and how many endpoints get it
     * @throws IllegalArgumentException for an undeclared type, a missing owner, a payload that cannot be written or
     *     is over the limit; it names every fault
     * @throws io.github.webhooks4j.WebhookException when the store fails
     */
    default Published publish(Event event) {
        return publishAll(List.of(event)).get(0);
    }

    /**
     * Publishes events, all of them or none.
     *
     * @param events what happened
     * @return one for each event, in the same order
     * @throws IllegalArgumentException as {@link #publish}
     * @throws io.github.webhooks4j.WebhookException when the store fails
     */
    List<Published> publishAll(List<Event> events);

    /**
     * Checks an event and turns its payload into bytes, without storing anything: for who stores it in a transaction
     * of another kind.
     *
     * @param event what happened
     * @return the event, ready to be stored
     * @throws IllegalArgumentException as {@link #publish}
     */
    NewEvent prepare(Event event);

    /**
     * Tells the listener that an event, prepared with {@link #prepare}, was stored, and looks for its deliveries.
     *
     * @param stored what was stored
     * @param published what became of it
     * @param committed whether its transaction is known to be committed; if not, it is looked for in a short burst
     */
    void stored(NewEvent stored, Published published, boolean committed);

    /**
     * The endpoints.
     *
     * @return register, change, rotate secrets, disable, …
     */
    Endpoints endpoints();

    /**
     * The deliveries and their attempts.
     *
     * @return look up, redeliver
     */
    Deliveries deliveries();

    /**
     * Starts to deliver, on threads of this process.
     *
     * @return what runs; close it to stop
     * @throws IllegalStateException when it runs already, or there is no transport
     */
    DeliveryEngine startDelivery();

    /** Closes the delivery that still runs, and the transport if it was found and not given. */
    @Override
    void close();
}
