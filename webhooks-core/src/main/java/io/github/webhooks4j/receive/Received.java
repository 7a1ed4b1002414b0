package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as its handler gets it: with the payload read as the type that the handler asked for.
 *
 * @param message the message as logged
 * @param payload its payload as that type; for untyped handlers the message's bytes stay in {@code message}
 * @param <T> the payload's type
 */
public record Received<T>(Message message, T payload) {
    /**
     * The message's id in the log.
     *
     * @return a UUID of version 7
     */
    public UUID id() {
        return message.id();
    }

    /**
     * The provider's id of the message.
     *
     * @return the id, when known
     */
    public Optional<String> providerId() {
        return message.providerId();
    }

    /**
     * The event type.
     *
     * @return the type, when known
     */
    public Optional<String> eventType() {
        return message.eventType();
    }

    /**
     * The stored header fields.
     *
     * @return the headers
     */
    public Headers headers() {
        return message.headers();
    }

    /**
     * The number of this attempt, from 1: above 1 something may have run before.
     *
     * @return the number
     */
    public int attempt() {
        return message.attempts();
    }
}
