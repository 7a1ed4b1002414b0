package io.github.webhooks4j.send;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret of an endpoint as it is kept: sealed by {@link MasterKeys}. {@link #toString()} does not show it.
 *
 * @param sealed the sealed text
 * @param createdAt since when it signs
 * @param notAfter until when it signs, once it was rotated out
 */
public record SealedSecret(String sealed, Instant createdAt, Optional<Instant> notAfter) {
    /**
     * Whether it still signs.
     *
     * @param now the time to ask about
     * @return {@code false} after its end
     */
    public boolean isLive(Instant now) {
        return notAfter.isEmpty() || !now.isAfter(notAfter.get());
    }

    @Override
    public String toString() {
        return "SealedSecret[" + createdAt + notAfter.map(end -> " to " + end).orElse("") + "]";
    }
}
