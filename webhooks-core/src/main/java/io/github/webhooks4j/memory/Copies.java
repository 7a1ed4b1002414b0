package io.github.webhooks4j.memory;

import io.github.webhooks4j.receive.NewMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Copies of a stored request with one thing changed; the body is shared. */
final class Copies {
    private Copies() {}

    /** Times to the microsecond, as databases keep them. */
    static NewMessage toTheMicrosecond(NewMessage message) {
        return copy(message, message.contentKey(), micros(message.contentSince()), micros(message.receivedAt()));
    }

    static NewMessage withoutContentKey(NewMessage message) {
        return copy(message, Optional.empty(), message.contentSince(), message.receivedAt());
    }

    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static NewMessage copy(
            NewMessage from, Optional<String> contentKey, Instant contentSince, Instant receivedAt) {
        return new NewMessage(
                from.id(),
                from.source(),
                from.dedupeKey(),
                from.dedupeKeySigned(),
                contentKey,
                contentSince,
                from.eventType(),
                from.method(),
                from.query(),
                from.remoteAddress(),
                from.scheme(),
                from.keyName(),
                from.headers(),
                from.body(),
                receivedAt,
                from.start());
    }
}
