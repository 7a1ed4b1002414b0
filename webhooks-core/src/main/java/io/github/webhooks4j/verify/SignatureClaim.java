package io.github.webhooks4j.verify;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says about itself, well-formed but not yet verified. Immutable. */
final class SignatureClaim {
    /** The signed bytes, the body as it is. */
    final byte[][] pieces;

    /** One at least, each of a length that is possible. */
    final byte[][] signatures;

    final @Nullable Instant timestamp;
    final Optional<String> id;
    final Optional<String> eventType;

    SignatureClaim(
            byte[][] pieces,
            byte[][] signatures,
            @Nullable Instant timestamp,
            Optional<String> id,
            Optional<String> eventType) {
        this.pieces = pieces;
        this.signatures = signatures;
        this.timestamp = timestamp;
        this.id = id;
        this.eventType = eventType;
    }
}
