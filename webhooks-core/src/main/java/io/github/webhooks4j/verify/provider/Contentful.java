package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Contentful: <a
 * href="https://www.contentful.com/developers/docs/extensibility/webhooks/request-verification">Request
 * verification</a>, and for what is signed byte for byte Contentful's own toolkit for Node.
 *
 * <p>{@code X-Contentful-Signature} in hex, HMAC-SHA-256 with the signing secret, of 64 characters, over the method, the
 * path, header fields and the body, a line feed between each. {@code X-Contentful-Signed-Headers} names the fields,
 * between commas; it names itself and {@code X-Contentful-Timestamp} (milliseconds). They are signed in alphabetical
 * order, as {@code name:value} with a semicolon between, values without the blanks around them. The path is that of
 * the external URL or, without one, of the request, escaped once more, its query twice more.
 *
 * <p><b>Signed:</b> method, path, query, time, the fields that the list names, the list itself, and the body. A request
 * whose list does not name itself and the time, names a field twice, more than 64 of them, or one that the request has
 * not, or has twice, is rejected. <b>Not signed:</b> the host; fields that the list does not name; and of a query that
 * holds a question mark what follows that, so that such a request is not told as one whose URL is signed. Nothing but
 * their names keeps fields apart: where a value holds a semicolon and the name of the next field, the two can be cut
 * differently.
 *
 * <p>The message id is {@code X-Contentful-Idempotency-Key}, the event type {@code X-Contentful-Topic}, such as {@code
 * ContentManagement.Entry.publish}. Each is signed when the list names it, which {@link
 * io.github.webhooks4j.verify.Verified#signed()} tells. Whether Contentful names the id is not documented: where it does
 * not, what was recorded and is sent again under another id has the same {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}, for the time is signed. Tolerance 5 minutes, in both directions.
 */
public final class Contentful {
    private Contentful() {}

    /**
     * Verifies requests of Contentful.
     *
     * @param current the signing secret in use
     * @param previous signing secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Contentful
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier(HmacScheme.DEFAULT_TOLERANCE, current, previous);
    }

    /**
     * Verifies requests of Contentful with another tolerance.
     *
     * @param tolerance how far a request's time may be from ours, in both directions
     * @param current the signing secret in use
     * @param previous signing secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a negative tolerance, or a secret that cannot be one of Contentful
     */
    public static Verifier verifier(Duration tolerance, Secret current, Secret... previous) {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("contentful: tolerance is " + tolerance + " but must not be negative");
        }
        return new ContentfulVerifier(tolerance, current, previous);
    }
}
