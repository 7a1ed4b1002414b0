package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where endpoints are kept. Each method is a transaction of its own.
 *
 * <p>Implementations are thread-safe, and throw {@link io.github.webhooks4j.WebhookException} when what is below
 * them fails. They pass {@code EndpointStoreContract} of the testkit.
 */
public interface EndpointStore {
    /** What became of a write. */
    sealed interface Written {
        /**
         * It is written.
         *
         * @param endpoint as it is kept now
         */
        record Done(StoredEndpoint endpoint) implements Written {}

        /**
         * The owner has this URL already, at an endpoint that is not removed. Nothing was written.
         *
         * @param existing the other endpoint
         */
        record Duplicate(UUID existing) implements Written {}

        /** There is no such endpoint, or only a removed one. */
        record Missing() implements Written {}

        /** Somebody else has changed it since it was read. Nothing was written. */
        record Stale() implements Written {}
    }

    /**
     * Keeps a new endpoint. The store's clock says when it was created.
     *
     * @param endpoint id, spec, state and secrets count; version and times are the store's
     * @return {@code Done} or {@code Duplicate}, also when two with the same URL come at the same time
     */
    Written insert(StoredEndpoint endpoint);

    /**
     * Replaces spec and secrets of an endpoint, if it still has the version that was read.
     *
     * @param endpoint the changed one, with the version that was read; its state is not written
     * @return any of the four
     */
    Written update(StoredEndpoint endpoint);

    /**
     * Changes the state; the same state again keeps its reason and time. From the commit on, no delivery is claimed
     * for an endpoint that is not enabled. Waiting deliveries are moved by {@link OutboxStore#settle}. A removed
     * endpoint stays removed, and frees its URL.
     *
     * @param id which endpoint
     * @param state the new state
     * @param because why it is disabled; empty for the other states
     * @return {@code Done} or {@code Missing}
     */
    Written setState(UUID id, EndpointState state, Optional<DisabledBecause> because);

    /**
     * An endpoint.
     *
     * @param id its id
     * @return the endpoint, empty when there is none or it is removed
     */
    Optional<StoredEndpoint> find(UUID id);

    /**
     * Endpoints that are not removed, newest first.
     *
     * @param owner only those of this owner
     * @param after goes on after this one
     * @param limit most of them, from 1
     * @return the page
     */
    Page<Endpoint> list(Optional<String> owner, Optional<UUID> after, int limit);

    /**
     * Whole endpoints that are not removed, in the order of their ids, for going through all of them.
     *
     * @param after goes on after this one
     * @param limit most of them, from 1
     * @return the next ones, empty when there are no more
     */
    List<StoredEndpoint> scan(Optional<UUID> after, int limit);
}
