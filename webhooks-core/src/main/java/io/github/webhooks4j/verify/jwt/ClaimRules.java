package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which claims a token must have. Times are compared in both directions and never overflow. */
final class ClaimRules {
    private final Map<String, Set<String>> accepted;
    private final Set<String> audiences;
    private final Set<String> flags;
    private final Optional<Duration> mostAhead;
    private final Optional<Duration> maxAge;
    private final Duration skew;

    ClaimRules(JwtVerifierBuilder from) {
        accepted = Map.copyOf(from.accepted);
        audiences = Set.copyOf(from.audiences);
        flags = Set.copyOf(from.flags);
        mostAhead = Optional.ofNullable(from.mostAhead);
        maxAge = Optional.ofNullable(from.maxAge);
        skew = from.skew;
    }

    /** Why not; empty when all is well. */
    Optional<Rejected> fault(JwtClaims claims, Instant now) {
        for (Map.Entry<String, Set<String>> rule : accepted.entrySet()) {
            boolean right =
                    claims.text(rule.getKey()).filter(rule.getValue()::contains).isPresent();
            if (!right) {
                return because(claims.has(rule.getKey()) ? Reason.MISMATCH : Reason.MISSING);
            }
        }
        if (!audiences.isEmpty() && Collections.disjoint(audiences, claims.texts("aud"))) {
            return because(claims.has("aud") ? Reason.MISMATCH : Reason.MISSING);
        }
        for (String flag : flags) {
            if (!claims.isTrue(flag)) {
                return because(claims.has(flag) ? Reason.MISMATCH : Reason.MISSING);
            }
        }
        return times(claims, now);
    }

    private Optional<Rejected> times(JwtClaims claims, Instant now) {
        for (String name : Set.of("exp", "nbf", "iat")) {
            if (claims.has(name) && claims.time(name).isEmpty()) {
                return because(Reason.MALFORMED);
            }
        }
        Optional<Instant> expiry = claims.time("exp");
        Optional<Instant> issued = claims.time("iat");
        if ((mostAhead.isPresent() && expiry.isEmpty()) || (maxAge.isPresent() && issued.isEmpty())) {
            return because(Reason.MISSING);
        }
        return expired(expiry, Duration.ZERO, now)
                .or(() -> maxAge.flatMap(age -> expired(issued, age, now)))
                .or(() -> early(claims.time("nbf"), Duration.ZERO, now))
                .or(() -> early(issued, Duration.ZERO, now))
                .or(() -> mostAhead.flatMap(ahead -> early(expiry, ahead, now)));
    }

    /** Too old when more than {@code age} and the skew have passed since then. */
    private Optional<Rejected> expired(Optional<Instant> then, Duration age, Instant now) {
        return then.map(time -> Duration.between(time, now))
                .filter(past -> past.compareTo(age.plus(skew)) > 0)
                .map(past -> new Rejected(Reason.TOO_OLD, Optional.of(past)));
    }

    /** Too new when it lies more than {@code ahead} and the skew in the future. */
    private Optional<Rejected> early(Optional<Instant> then, Duration ahead, Instant now) {
        return then.map(time -> Duration.between(now, time))
                .filter(future -> future.compareTo(ahead.plus(skew)) > 0)
                .map(future -> new Rejected(Reason.TOO_NEW, Optional.of(future.negated())));
    }

    private static Optional<Rejected> because(Reason reason) {
        return Optional.of(Rejected.because(reason));
    }
}
