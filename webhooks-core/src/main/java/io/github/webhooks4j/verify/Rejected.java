package io.github.webhooks4j.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Not to be trusted, and never will be: the same bytes sent again are rejected again.
 *
 * @param reason safe to log; the request's content is not
 * @param skew for {@link Reason#TOO_OLD} and {@link Reason#TOO_NEW}: how far the signed timestamp is from
 *     our clock, positive when it lies in the past. Many of them at once mean a wrong clock
 */
public record Rejected(Reason reason, Optional<Duration> skew) implements Verification {
    /**
     * A rejection that has nothing to do with clocks.
     *
     * @param reason why
     * @return the verdict
     */
    public static Rejected because(Reason reason) {
        return new Rejected(reason, Optional.empty());
    }

    /**
     * Judges the age of a genuine request, for a verifier of one's own.
     *
     * @param timestamp when it was signed
     * @param now the time of the verdict
     * @param tolerance how far the two may be apart, in either direction
     * @return the rejection; empty for a request that is fresh
     */
    public static Optional<Rejected> byAge(Instant timestamp, Instant now, Duration tolerance) {
        Duration skew = Duration.between(timestamp, now);
        if (skew.compareTo(tolerance) > 0) {
            return Optional.of(new Rejected(Reason.TOO_OLD, Optional.of(skew)));
        }
        return skew.compareTo(tolerance.negated()) < 0
                ? Optional.of(new Rejected(Reason.TOO_NEW, Optional.of(skew)))
                : Optional.empty();
    }

    /** Why a request is rejected: a closed list, so that metrics and alerts can key on it. */
    public enum Reason {
        /** A header field or value that the scheme needs is absent or empty. */
        MISSING,
        /** What the scheme needs is there and cannot be read: bad syntax, bad encoding, given twice, too many. */
        MALFORMED,
        /** Well formed, and no live secret gives this signature. */
        MISMATCH,
        /** The timestamp lies further in the past than the tolerance. */
        TOO_OLD,
        /** The timestamp lies further in the future than the tolerance. */
        TOO_NEW,
        /** No secret is live. */
        NO_KEY
    }
}
