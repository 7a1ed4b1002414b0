package io.github.webhooks4j.send;

/** Everything that sending keeps, in one place: publishing and claiming read endpoints in their transactions. */
public interface SendStore {
    /**
     * The endpoints.
     *
     * @return the same at each call
     */
    EndpointStore endpoints();

    /**
     * Events, deliveries and attempts.
     *
     * @return the same at each call
     */
    OutboxStore outbox();
}
