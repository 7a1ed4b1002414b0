package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A verified request on its way into the log: everything that a store keeps of it. Credentials and
 * signatures are already cut out.
 *
 * @param id made by the receiver: a UUID of version 7
 * @param source the source's name
 * @param dedupeKey the provider's message id, unique per source; empty means no dedupe by id
 * @param dedupeKeySigned whether the scheme covers that id
 * @param contentKey a hash of what was signed, unique per source among messages received at or after
 *     {@code contentSince}; empty means no dedupe by content
 * @param contentSince the start of the window within which the content key counts
 * @param eventType its type, when known
 * @param method the method of the request
 * @param query the raw query, without credentials; empty for none
 * @param remoteAddress the peer's address, when known
 * @param scheme the scheme that accepted it
 * @param keyName which secret matched
 * @param headers the header fields to keep
 * @param body the bytes exactly as received; shared, never changed
 * @param receivedAt when the request was taken, by the receiver's clock
 * @param start how its life begins
 */
@SuppressWarnings("ArrayRecordComponent") // one shared array on purpose: bytes are never copied on the way into the log
public record NewMessage(
        UUID id,
        String source,
        Optional<String> dedupeKey,
        boolean dedupeKeySigned,
        Optional<String> contentKey,
        Instant contentSince,
        Optional<String> eventType,
        String method,
        String query,
        Optional<String> remoteAddress,
        String scheme,
        Optional<String> keyName,
        Headers headers,
        byte[] body,
        Instant receivedAt,
        Start start) {

    /** How a message's life begins. */
    public sealed interface Start {
        /** Nobody wants it: {@link MessageState#IGNORED} at once. */
        record Ignored() implements Start {}

        /** Queued: {@link MessageState#PENDING}, due at once. */
        record Queued() implements Start {}

        /**
         * Handled by the request itself: {@link MessageState#RECEIVED}, claimed for its first attempt in the
         * same transaction.
         *
         * @param lease how long the claim holds, by the store's clock
         * @param node who claims, for the attempt row
         */
        record Inline(Duration lease, String node) implements Start {}
    }

    /**
     * A copy whose life begins otherwise.
     *
     * @param other how it begins
     * @return the copy, its body shared
     */
    public NewMessage startingWith(Start other) {
        return new NewMessage(
                id,
                source,
                dedupeKey,
                dedupeKeySigned,
                contentKey,
                contentSince,
                eventType,
                method,
                query,
                remoteAddress,
                scheme,
                keyName,
                headers,
                body,
                receivedAt,
                other);
    }

    @Override
    public String toString() {
        return "NewMessage[" + source + " " + id + ", " + body.length + " bytes]";
    }
}
