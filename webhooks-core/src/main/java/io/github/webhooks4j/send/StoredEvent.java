package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it is kept. {@link #toString()} shows no payload.
 *
 * @param id its id
 * @param type its event type
 * @param owner whose event it is
 * @param contentType what the bytes are
 * @param payload the bytes; shared, never changed
 * @param tags for people to find it by
 * @param idempotencyKey unique per owner
 * @param createdAt when it was published
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares events
public record StoredEvent(
        UUID id,
        String type,
        String owner,
        String contentType,
        byte[] payload,
        List<String> tags,
        Optional<String> idempotencyKey,
        Instant createdAt) {
    /**
     * Keeps a copy of the tags.
     *
     * @param id its id
     * @param type its event type
     * @param owner whose event it is
     * @param contentType what the bytes are
     * @param payload the bytes
     * @param tags for people to find it by
     * @param idempotencyKey unique per owner
     * @param createdAt when it was published
     */
    public StoredEvent {
        tags = List.copyOf(tags);
    }

    @Override
    public String toString() {
        return "StoredEvent[" + id + ", " + type + ", " + payload.length + " bytes]";
    }
}
