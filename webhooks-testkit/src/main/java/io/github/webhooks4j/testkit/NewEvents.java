package io.github.webhooks4j.testkit;

import io.github.webhooks4j.send.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events to put into a store, with whatever a test does not care about filled in: no tags, no idempotency key, a
 * payload of {@code {}}, published at {@link #PUBLISHED_AT}, kept also when nobody wants them.
 *
 * <p>Not thread-safe. Each {@link #build()} makes an event with an id of its own.
 */
public final class NewEvents {
    /** Whose events they are unless told otherwise. */
    public static final String OWNER = "acme";

    /** What the ids say of the time unless told otherwise. */
    public static final Instant PUBLISHED_AT = Instant.parse("2030-01-01T00:00:00Z");

    private static final AtomicLong MADE = new AtomicLong();

    private final String type;
    private String owner = OWNER;
    private String contentType = "application/json";
    private byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
    private List<String> tags = List.of();
    private Optional<String> idempotencyKey = Optional.empty();
    private Optional<UUID> onlyTo = Optional.empty();
    private boolean keepUnheard = true;
    private Instant at = PUBLISHED_AT;

    private NewEvents(String type) {
        this.type = type;
    }

    /**
     * Events of a type.
     *
     * @param type such as {@code order.paid}
     * @return the builder
     */
    public static NewEvents of(String type) {
        return new NewEvents(type);
    }

    /**
     * An id of version 7, greater than every one made before for this or an earlier millisecond.
     *
     * @param at its time
     * @return the id
     */
    public static UUID id(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000, Long.MIN_VALUE | MADE.incrementAndGet());
    }

    /**
     * Of another owner.
     *
     * @param name the owner
     * @return this builder
     */
    public NewEvents owner(String name) {
        owner = name;
        return this;
    }

    /**
     * With a payload.
     *
     * @param mediaType what the bytes are
     * @param bytes not copied
     * @return this builder
     */
    public NewEvents payload(String mediaType, byte[] bytes) {
        contentType = mediaType;
        payload = bytes;
        return this;
    }

    /**
     * With tags.
     *
     * @param names the tags
     * @return this builder
     */
    public NewEvents tags(String... names) {
        tags = List.of(names);
        return this;
    }

    /**
     * With an idempotency key.
     *
     * @param key the key
     * @return this builder
     */
    public NewEvents idempotencyKey(String key) {
        idempotencyKey = Optional.of(key);
        return this;
    }

    /**
     * For one endpoint alone.
     *
     * @param endpoint its id
     * @return this builder
     */
    public NewEvents onlyTo(UUID endpoint) {
        onlyTo = Optional.of(endpoint);
        return this;
    }

    /**
     * Not stored when no endpoint wants it.
     *
     * @return this builder
     */
    public NewEvents onlyIfHeard() {
        keepUnheard = false;
        return this;
    }

    /**
     * With an id of another time.
     *
     * @param instant what the id says
     * @return this builder
     */
    public NewEvents at(Instant instant) {
        at = instant;
        return this;
    }

    /**
     * One event, with an id of its own.
     *
     * @return the event
     */
    public NewEvent build() {
        return new NewEvent(id(at), type, owner, contentType, payload, tags, idempotencyKey, onlyTo, keepUnheard);
    }
}
