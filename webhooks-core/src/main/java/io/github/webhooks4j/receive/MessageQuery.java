package io.github.webhooks4j.receive;

import java.time.Instant;
import java.util.Optional;

/**
 * Which messages of the log to list, newest first. Every condition is optional; they all must hold.
 *
 * <p>Immutable; each method returns a copy.
 */
public final class MessageQuery {
    /** How many messages a page has unless told otherwise: 50. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most that a page may have: 500. */
    public static final int MAX_LIMIT = 500;

    private static final MessageQuery ALL = new MessageQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            DEFAULT_LIMIT);

    private final Optional<String> source;
    private final Optional<MessageState> state;
    private final Optional<String> eventType;
    private final Optional<Instant> from;
    private final Optional<Instant> to;
    private final Optional<String> cursor;
    private final int limit;

    private MessageQuery(
            Optional<String> source,
            Optional<MessageState> state,
            Optional<String> eventType,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> cursor,
            int limit) {
        this.source = source;
        this.state = state;
        this.eventType = eventType;
        this.from = from;
        this.to = to;
        this.cursor = cursor;
        this.limit = limit;
    }

    /**
     * Every message.
     *
     * @return the query without conditions
     */
    public static MessageQuery all() {
        return ALL;
    }

    /**
     * Only messages of this source.
     *
     * @param name the source's name
     * @return the copy
     */
    public MessageQuery source(String name) {
        return new MessageQuery(Optional.of(name), state, eventType, from, to, cursor, limit);
    }

    /**
     * Only messages in this state.
     *
     * @param state the state
     * @return the copy
     */
    public MessageQuery state(MessageState state) {
        return new MessageQuery(source, Optional.of(state), eventType, from, to, cursor, limit);
    }

    /**
     * Only messages of this event type, exactly.
     *
     * @param eventType the type
     * @return the copy
     */
    public MessageQuery eventType(String eventType) {
        return new MessageQuery(source, state, Optional.of(eventType), from, to, cursor, limit);
    }

    /**
     * Only messages received at this instant or later.
     *
     * @param from inclusive
     * @return the copy
     */
    public MessageQuery from(Instant from) {
        return new MessageQuery(source, state, eventType, Optional.of(from), to, cursor, limit);
    }

    /**
     * Only messages received before this instant.
     *
     * @param to exclusive
     * @return the copy
     */
    public MessageQuery to(Instant to) {
        return new MessageQuery(source, state, eventType, from, Optional.of(to), cursor, limit);
    }

    /**
     * Goes on where a page ended.
     *
     * @param cursor from {@link MessagePage#next()}; any other text is refused by the store
     * @return the copy
     */
    public MessageQuery after(String cursor) {
        return new MessageQuery(source, state, eventType, from, to, Optional.of(cursor), limit);
    }

    /**
     * How many messages a page has at most.
     *
     * @param limit from 1 to {@value #MAX_LIMIT}; default {@value #DEFAULT_LIMIT}
     * @return the copy
     * @throws IllegalArgumentException for any other number
     */
    public MessageQuery limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + " but must be from 1 to " + MAX_LIMIT);
        }
        return new MessageQuery(source, state, eventType, from, to, cursor, limit);
    }

    /**
     * The source asked for.
     *
     * @return the source's name
     */
    public Optional<String> source() {
        return source;
    }

    /**
     * The state asked for.
     *
     * @return the state
     */
    public Optional<MessageState> state() {
        return state;
    }

    /**
     * The event type asked for.
     *
     * @return the type
     */
    public Optional<String> eventType() {
        return eventType;
    }

    /**
     * The earliest time of receipt asked for.
     *
     * @return inclusive
     */
    public Optional<Instant> from() {
        return from;
    }

    /**
     * The time of receipt before which all must lie.
     *
     * @return exclusive
     */
    public Optional<Instant> to() {
        return to;
    }

    /**
     * Where to go on, read.
     *
     * @return the last message of the page before
     * @throws IllegalArgumentException when the text given to {@link #after(String)} is no cursor
     */
    public Optional<MessageCursor> cursor() {
        return cursor.map(MessageCursor::parse);
    }

    /**
     * How many messages at most.
     *
     * @return the limit
     */
    public int limit() {
        return limit;
    }
}
