package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Set;

/**
 * Decides whether a request is genuine and fresh. The one seam for a scheme of one's own; every preset and
 * family of this library is one.
 *
 * <p><b>Threads.</b> Implementations are immutable or thread-safe; one instance serves every request thread.
 * <b>Cost.</b> One pass over the body per live secret. No I/O and no blocking, except for key sources, whose
 * failure is {@link Unavailable}.
 */
@FunctionalInterface
public interface Verifier {
    /**
     * Checks a request, byte for byte as it arrived.
     *
     * <p>Whatever came from outside is answered, never thrown: a missing, malformed, stale or wrong
     * signature is {@link Rejected}. An exception from here is a defect of the verifier; the receiver
     * answers it 500.
     *
     * @param request read, never changed; kept by the verdict only, which may read id and type from it later
     * @param now compared with the signed timestamp, in either direction
     * @return the verdict
     */
    Verification verify(WebhookRequest request, Instant now);

    /**
     * The header fields that carry credentials or signatures, in lower case: they are never stored, and a
     * source that was told to store one is refused at start-up.
     *
     * @return the names, empty by default
     */
    default Set<String> credentialHeaders() {
        return Set.of();
    }

    /**
     * The query parameters that carry credentials or signatures: they are cut out of the stored query.
     *
     * @return the names, exact, empty by default
     */
    default Set<String> credentialParameters() {
        return Set.of();
    }

    /**
     * The header fields that tell about a message (its id, its type, …), in lower case: they are stored
     * with it without being asked for.
     *
     * @return the names, empty by default
     */
    default Set<String> messageHeaders() {
        return Set.of();
    }

    /**
     * The answer to a rejected request when the source sets none of its own; one and the same for every reason.
     *
     * @return by default 401 with an empty body
     */
    default RejectionAnswer rejectionAnswer() {
        return RejectionAnswer.UNAUTHORIZED;
    }

    /**
     * Accepts everything. Legal only together with a confirm step or a secret path: a receiver without
     * either refuses to be built.
     *
     * @return the verifier that checks nothing
     */
    static Verifier unverified() {
        return Unverified.INSTANCE;
    }
}
