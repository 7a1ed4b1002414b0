package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An event ready to be stored: checked, with its payload as bytes. {@link #toString()} shows no payload.
 *
 * @param id its id, of version 7: the {@code webhook-id} of all its deliveries
 * @param type a declared event type
 * @param owner whose event it is
 * @param contentType what the bytes are
 * @param payload the bytes; shared, never changed
 * @param tags for people to find it by
 * @param idempotencyKey unique per owner
 * @param onlyTo the one endpoint that gets it, whatever it subscribed to; otherwise all that want the type
 * @param keepUnheard whether it is stored when no endpoint wants it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares events
public record NewEvent(
        UUID id,
        String type,
        String owner,
        String contentType,
        byte[] payload,
        List<String> tags,
        Optional<String> idempotencyKey,
        Optional<UUID> onlyTo,
        boolean keepUnheard) {
    /**
     * Keeps a copy of the tags.
     *
     * @param id its id
     * @param type a declared event type
     * @param owner whose event it is
     * @param contentType what the bytes are
     * @param payload the bytes
     * @param tags for people to find it by
     * @param idempotencyKey unique per owner
     * @param onlyTo the one endpoint that gets it
     * @param keepUnheard whether it is stored when no endpoint wants it
     */
    public NewEvent {
        tags = List.copyOf(tags);
    }

    @Override
    public String toString() {
        return "NewEvent[" + id + ", " + type + ", " + payload.length + " bytes]";
    }
}
