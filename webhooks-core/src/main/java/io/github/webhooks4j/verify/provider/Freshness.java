package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How old a signed message may be, for providers that send one signature again with every try. */
record Freshness(Duration maxAge) {
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Why not; empty when it is fresh. */
    Optional<Rejected> fault(Instant signedAt, Instant now) {
        Duration age = Duration.between(signedAt, now);
        if (age.compareTo(maxAge) > 0) {
            return Optional.of(new Rejected(Reason.TOO_OLD, Optional.of(age)));
        }
        return age.negated().compareTo(AHEAD) > 0
                ? Optional.of(new Rejected(Reason.TOO_NEW, Optional.of(age)))
                : Optional.empty();
    }
}
