package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.receive.NewMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages to put into a store, with whatever a test does not care about filled in: no dedupe key, no content
 * key, a body of {@code {}}, received at {@link #RECEIVED_AT}.
 *
 * <p>Not thread-safe. Each {@link #build()} makes a message with an id of its own.
 */
public final class NewMessages {
    /** When messages are received unless told otherwise. */
    public static final Instant RECEIVED_AT = Instant.parse("2030-01-01T00:00:00Z");

    private static final AtomicLong MADE = new AtomicLong();

    private final String source;
    private final NewMessage.Start start;
    private Optional<String> dedupeKey = Optional.empty();
    private Optional<String> contentKey = Optional.empty();
    private Instant contentSince = Instant.EPOCH;
    private Optional<String> eventType = Optional.empty();
    private String query = "";
    private Headers headers = Headers.empty();
    private byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    private Instant receivedAt = RECEIVED_AT;

    private NewMessages(String source, NewMessage.Start start) {
        this.source = source;
        this.start = start;
    }

    /**
     * Messages for the queue.
     *
     * @param source the source's name
     * @return the builder
     */
    public static NewMessages queued(String source) {
        return new NewMessages(source, new NewMessage.Start.Queued());
    }

    /**
     * Messages that nobody wants.
     *
     * @param source the source's name
     * @return the builder
     */
    public static NewMessages ignored(String source) {
        return new NewMessages(source, new NewMessage.Start.Ignored());
    }

    /**
     * Messages that their request handles itself.
     *
     * @param source the source's name
     * @param lease how long the first claim holds
     * @param node who claims
     * @return the builder
     */
    public static NewMessages inline(String source, Duration lease, String node) {
        return new NewMessages(source, new NewMessage.Start.Inline(lease, node));
    }

    /**
     * With a provider's message id.
     *
     * @param key the id
     * @return this builder
     */
    public NewMessages dedupeKey(String key) {
        dedupeKey = Optional.of(key);
        return this;
    }

    /**
     * With a content key that counts within a window.
     *
     * @param key the key
     * @param since the start of the window
     * @return this builder
     */
    public NewMessages contentKey(String key, Instant since) {
        contentKey = Optional.of(key);
        contentSince = since;
        return this;
    }

    /**
     * With an event type.
     *
     * @param type the type
     * @return this builder
     */
    public NewMessages eventType(String type) {
        eventType = Optional.of(type);
        return this;
    }

    /**
     * With a query.
     *
     * @param raw as on the wire
     * @return this builder
     */
    public NewMessages query(String raw) {
        query = raw;
        return this;
    }

    /**
     * With header fields.
     *
     * @param kept the fields
     * @return this builder
     */
    public NewMessages headers(Headers kept) {
        headers = kept;
        return this;
    }

    /**
     * With a body.
     *
     * @param bytes not copied
     * @return this builder
     */
    public NewMessages body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /**
     * Received at another time.
     *
     * @param instant by the receiver's clock
     * @return this builder
     */
    public NewMessages receivedAt(Instant instant) {
        receivedAt = instant;
        return this;
    }

    /**
     * One message, with an id of its own.
     *
     * @return the message
     */
    public NewMessage build() {
        return new NewMessage(
                nextId(),
                source,
                dedupeKey,
                false,
                contentKey,
                contentSince,
                eventType,
                "POST",
                query,
                Optional.of("192.0.2.1"),
                "test",
                Optional.of("secret"),
                headers,
                body,
                receivedAt,
                start);
    }

    private UUID nextId() {
        long number = MADE.incrementAndGet();
        long version7 = receivedAt.toEpochMilli() << 16 | 0x7000 | (number & 0xfff);
        return new UUID(version7, Long.MIN_VALUE | number);
    }
}
