package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Dropbox Sign, once HelloSign: <a href="https://developers.hellosign.com/docs/events/walkthrough/">Events
 * walkthrough</a>.
 *
 * <p>JSON in the form field {@code json}, of either form type, or as the body itself. {@code event.event_hash} is hex,
 * HMAC-SHA-256 with the API key over {@code event.event_time} (seconds) and {@code event.event_type} with nothing between
 * them. The event type is the latter.
 *
 * <p><b>Not signed:</b> everything else, above all which document it is about: {@link
 * io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false}, and two events of one second and type have the same
 * hash. There is no id. So a repeat cannot be told, and whoever saw one request can send others for as long as its time
 * is within the tolerance: let handlers ask Dropbox Sign for the present state. Tolerance two days, in both directions,
 * for it repeats what was not taken for more than a day; that rests on general knowledge.
 *
 * <p>Dropbox Sign takes a message for delivered when the answer is {@value #RECEIVED}: give it to the source as {@code
 * answer(Receipt)}.
 */
public final class DropboxSign {
    /** How far an event's time may be from ours: 2 days. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofDays(2);

    /** The body of the answer that Dropbox Sign expects. */
    public static final String RECEIVED = "Hello API Event Received";

    private DropboxSign() {}

    /**
     * Verifies requests of Dropbox Sign.
     *
     * @param current the API key in use
     * @param previous API keys that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Dropbox Sign
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier(DEFAULT_TOLERANCE, current, previous);
    }

    /**
     * Verifies requests of Dropbox Sign with another tolerance.
     *
     * @param tolerance how far an event's time may be from ours, in both directions
     * @param current the API key in use
     * @param previous API keys that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a negative tolerance, or a secret that cannot be one of Dropbox Sign
     */
    public static Verifier verifier(Duration tolerance, Secret current, Secret... previous) {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("dropbox-sign: tolerance is " + tolerance + " but must not be negative");
        }
        return new DropboxSignVerifier(tolerance, current, previous);
    }
}
