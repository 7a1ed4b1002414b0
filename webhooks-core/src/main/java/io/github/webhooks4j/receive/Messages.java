package io.github.webhooks4j.receive;

import io.github.webhooks4j.observe.Notice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The message log, to look at and to act on: what a console or a management interface needs. Thread-safe;
 * every call is one short transaction of the store and throws what the store throws.
 */
public final class Messages {
    /** Up to where {@link #stats()} counts each state: this number means as many or more. */
    public static final int MOST_COUNTED = 100_000;

    private static final Duration RECENT = Duration.ofMinutes(1);
    private static final Set<MessageState> AT_REST = EnumSet.complementOf(EnumSet.of(MessageState.PENDING));

    private final MessageStore store;
    private final Notices notices;
    private final Runnable wake;

    Messages(MessageStore store, Notices notices, Runnable wake) {
        this.store = store;
        this.notices = notices;
        this.wake = wake;
    }

    /**
     * One message.
     *
     * @param id its id in the log
     * @return the message as it stands
     */
    public Optional<Message> find(UUID id) {
        return store.find(id);
    }

    /**
     * The message that the provider gave this id.
     *
     * @param source the source's name
     * @param providerId as the provider shows it
     * @return the message as it stands
     */
    public Optional<Message> find(String source, String providerId) {
        return store.find(source, providerId);
    }

    /**
     * The attempts at a message.
     *
     * @param id its id in the log
     * @return in order; empty when there were none, or no such message
     */
    public List<MessageAttempt> attempts(UUID id) {
        return store.attempts(id);
    }

    /**
     * Messages by time, source, state and type, newest first.
     *
     * @param query which
     * @return a page
     * @throws IllegalArgumentException when the query's cursor is none
     */
    public MessagePage list(MessageQuery query) {
        return store.list(query);
    }

    /**
     * How many messages there are, counted up to {@value #MOST_COUNTED} in each state. The recent ones are those that
     * any node received within the last minute of this node's clock.
     *
     * <p>On a database it reads indexes only: made for a look every few seconds, not for every request.
     *
     * @return the figures
     */
    public MessageStats stats() {
        return store.stats(notices.clock().instant().minus(RECENT), MOST_COUNTED);
    }

    /**
     * Handles a message again, whatever its source's mode: it is queued, due at once, at the start of its
     * retry schedule. One that is queued already, or is being handled by a request, stays as it is.
     *
     * @param id its id in the log
     * @return what became of it
     */
    public Redispatch redispatch(UUID id) {
        Optional<Message> message = store.find(id);
        if (message.isEmpty()) {
            return Redispatch.UNKNOWN;
        } else if (!store.reopen(id, AT_REST)) {
            return Redispatch.BUSY;
        }
        notices.tell(new Notice.MessageRedispatched(
                notices.clock().instant(), message.get().source(), id));
        wake.run();
        return Redispatch.QUEUED;
    }

    /** What became of a message that was to be handled again. */
    public enum Redispatch {
        /** It is queued, due at once. */
        QUEUED,
        /** It was queued before, or a request holds it at this moment. */
        BUSY,
        /** The log has no such message. */
        UNKNOWN
    }
}
