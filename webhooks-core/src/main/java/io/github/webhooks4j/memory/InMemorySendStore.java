package io.github.webhooks4j.memory;

import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.SendStore;
import java.time.InstantSource;

/**
 * What sending keeps, in this process's memory, for tests and demonstrations: <b>everything is lost when the process
 * ends</b>, events that were published and not delivered included.
 *
 * <p>It knows of no transaction: what is published is committed when the call returns. It holds whatever is not
 * purged.
 *
 * <p><b>Threads.</b> Thread-safe. <b>Cost.</b> One lock for all; publishing looks at every endpoint; settling,
 * listing, counting and purging look at every delivery.
 */
public final class InMemorySendStore implements SendStore {
    private final EndpointTable endpoints;
    private final DeliveryTable outbox;

    private InMemorySendStore(InstantSource clock) {
        StoreLock lock = new StoreLock(clock);
        endpoints = new EndpointTable(lock);
        outbox = new DeliveryTable(lock, endpoints);
    }

    /**
     * An empty store by the system's clock.
     *
     * @return the store
     */
    public static InMemorySendStore create() {
        return create(InstantSource.system());
    }

    /**
     * An empty store.
     *
     * @param clock measures what is due and how long leases hold
     * @return the store
     */
    public static InMemorySendStore create(InstantSource clock) {
        return new InMemorySendStore(clock);
    }

    @Override
    public EndpointStore endpoints() {
        return endpoints;
    }

    @Override
    public OutboxStore outbox() {
        return outbox;
    }

    @Override
    public String toString() {
        return "InMemorySendStore[" + outbox + "]";
    }
}
