package io.github.webhooks4j.send;

import java.util.Optional;
import java.util.UUID;

/** Which deliveries to list, newest first. Immutable. */
public final class DeliveryQuery {
    /** How many are on a page unless told otherwise: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** Most on a page: 500. */
    public static final int MAX_LIMIT = 500;

    private static final DeliveryQuery ALL = new DeliveryQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_LIMIT);

    private final Optional<String> owner;
    private final Optional<UUID> endpoint;
    private final Optional<UUID> event;
    private final Optional<DeliveryState> state;
    private final Optional<UUID> cursor;
    private final int limit;

    private DeliveryQuery(
            Optional<String> owner,
            Optional<UUID> endpoint,
            Optional<UUID> event,
            Optional<DeliveryState> state,
            Optional<UUID> cursor,
            int limit) {
        this.owner = owner;
        this.endpoint = endpoint;
        this.event = event;
        this.state = state;
        this.cursor = cursor;
        this.limit = limit;
    }

    /**
     * Every delivery.
     *
     * @return the query, with {@value #DEFAULT_LIMIT} to a page
     */
    public static DeliveryQuery all() {
        return ALL;
    }

    /**
     * Only those of one owner.
     *
     * @param value the owner
     * @return the copy
     */
    public DeliveryQuery ofOwner(String value) {
        return new DeliveryQuery(Optional.of(value), endpoint, event, state, cursor, limit);
    }

    /**
     * Only those to one endpoint.
     *
     * @param value the endpoint's id
     * @return the copy
     */
    public DeliveryQuery toEndpoint(UUID value) {
        return new DeliveryQuery(owner, Optional.of(value), event, state, cursor, limit);
    }

    /**
     * Only those of one event.
     *
     * @param value the event's id
     * @return the copy
     */
    public DeliveryQuery ofEvent(UUID value) {
        return new DeliveryQuery(owner, endpoint, Optional.of(value), state, cursor, limit);
    }

    /**
     * Only those in one state.
     *
     * @param value the state
     * @return the copy
     */
    public DeliveryQuery inState(DeliveryState value) {
        return new DeliveryQuery(owner, endpoint, event, Optional.of(value), cursor, limit);
    }

    /**
     * Goes on where a page ended.
     *
     * @param value the page's cursor
     * @return the copy
     */
    public DeliveryQuery after(UUID value) {
        return new DeliveryQuery(owner, endpoint, event, state, Optional.of(value), limit);
    }

    /**
     * How many to a page.
     *
     * @param value 1 to {@value #MAX_LIMIT}
     * @return the copy
     * @throws IllegalArgumentException for any other number
     */
    public DeliveryQuery limit(int value) {
        if (value < 1 || value > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + value + " but must be from 1 to " + MAX_LIMIT);
        }
        return new DeliveryQuery(owner, endpoint, event, state, cursor, value);
    }

    /**
     * The owner asked for.
     *
     * @return the owner, empty for all
     */
    public Optional<String> owner() {
        return owner;
    }

    /**
     * The endpoint asked for.
     *
     * @return its id, empty for all
     */
    public Optional<UUID> endpoint() {
        return endpoint;
    }

    /**
     * The event asked for.
     *
     * @return its id, empty for all
     */
    public Optional<UUID> event() {
        return event;
    }

    /**
     * The state asked for.
     *
     * @return the state, empty for all
     */
    public Optional<DeliveryState> state() {
        return state;
    }

    /**
     * Where to go on.
     *
     * @return the last id of the page before, empty for the first page
     */
    public Optional<UUID> cursor() {
        return cursor;
    }

    /**
     * How many to a page.
     *
     * @return the number
     */
    public int limit() {
        return limit;
    }
}
