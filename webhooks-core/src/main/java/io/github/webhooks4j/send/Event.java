package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an application publishes. Its payload becomes bytes once, when it is published; every endpoint gets exactly
 * these, at each attempt.
 *
 * <p>Immutable, as far as the payload is. {@link #toString()} shows no payload.
 */
public final class Event {
    /** What an object payload is sent as, unless said otherwise. */
    public static final String JSON = "application/json";

    private final String type;
    private final Object payload;
    private final String contentType;
    private final Optional<String> owner;
    private final Optional<String> idempotencyKey;
    private final List<String> tags;

    private Event(
            String type,
            Object payload,
            String contentType,
            Optional<String> owner,
            Optional<String> idempotencyKey,
            List<String> tags) {
        this.type = requireNonNull(type, "type");
        this.payload = requireNonNull(payload, "payload");
        this.contentType = requireNonNull(contentType, "contentType");
        this.owner = owner;
        this.idempotencyKey = idempotencyKey;
        this.tags = tags;
    }

    /**
     * An event whose payload the {@link PayloadWriter} turns into bytes, JSON by default.
     *
     * @param type a declared event type
     * @param payload any object that the writer can write; a text becomes a JSON string, and bytes, JSON that is
     *     written already among them, go through {@link #ofBytes}
     * @return the event, without an owner
     * @throws IllegalArgumentException for a byte array
     */
    public static Event of(String type, Object payload) {
        if (payload instanceof byte[]) {
            throw new IllegalArgumentException("bytes are published with ofBytes, which names their content type");
        }
        return new Event(type, payload, JSON, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * An event whose payload is sent as it is.
     *
     * @param type a declared event type
     * @param contentType what the bytes are, such as {@code application/json} or {@code text/csv}
     * @param payload the bytes; kept, not copied, and from here on not to be changed
     * @return the event, without an owner
     */
    public static Event ofBytes(String type, String contentType, byte[] payload) {
        return new Event(type, payload, contentType, Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * A copy with an owner: only endpoints of this owner get the event.
     *
     * @param value the owner, such as a tenant's id; default: what {@link WebhooksBuilder#defaultOwner} says
     * @return the copy
     */
    public Event owner(String value) {
        return new Event(type, payload, contentType, Optional.of(value), idempotencyKey, tags);
    }

    /**
     * A copy with an idempotency key: publishing it again for the same owner publishes nothing, and tells the first
     * event's id, for as long as the first event is kept.
     *
     * @param value 1 to 255 characters
     * @return the copy
     */
    public Event idempotencyKey(String value) {
        return new Event(type, payload, contentType, owner, Optional.of(value), tags);
    }

    /**
     * A copy with one tag more, for people to find it by. Tags are not sent.
     *
     * @param value 1 to 100 characters; at most 10 tags
     * @return the copy
     */
    public Event tag(String value) {
        List<String> more = new ArrayList<>(tags);
        more.add(requireNonNull(value, "value"));
        return new Event(type, payload, contentType, owner, idempotencyKey, List.copyOf(more));
    }

    /**
     * The event type.
     *
     * @return its name
     */
    public String type() {
        return type;
    }

    /**
     * What is published.
     *
     * @return the object, or the bytes
     */
    public Object payload() {
        return payload;
    }

    /**
     * What the bytes are.
     *
     * @return the content type
     */
    public String contentType() {
        return contentType;
    }

    /**
     * Whose event it is.
     *
     * @return the owner, empty when not said
     */
    public Optional<String> owner() {
        return owner;
    }

    /**
     * The idempotency key.
     *
     * @return the key, when there is one
     */
    public Optional<String> idempotencyKey() {
        return idempotencyKey;
    }

    /**
     * The tags.
     *
     * @return the tags in the order in which they were added
     */
    public List<String> tags() {
        return tags;
    }

    @Override
    public String toString() {
        return "Event[" + type + "]";
    }
}
