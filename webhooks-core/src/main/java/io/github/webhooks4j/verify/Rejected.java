package io.github.webhooks4j.verify;

import java.time.Duration;
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
