package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;

/**
 * Twilio: <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">Webhooks security</a>.
 *
 * <p>{@code X-Twilio-Signature} in Base64, HMAC-SHA-1 with the auth token, in two modes. <b>Form mode</b>: over the
 * URL and, sorted by name, the name and the decoded value of every parameter of the form, with nothing between
 * them; of a repeated parameter the distinct values, sorted. A GET signs the URL alone. <b>JSON mode</b>: over the URL,
 * whose query holds {@code bodySHA256}, the SHA-256 of the body in hex, which is checked too. A request that names
 * a hash is never read as a form, and a body that is no form needs one.
 *
 * <p>The URL is the one that the receiver is configured with, its query exactly as it arrived; it is tried as it is
 * and with the default port of its scheme added or taken away, for Twilio does either.
 *
 * <p><b>Signed:</b> the URL, and in JSON mode the body. In form mode the parameters are signed without anything that
 * tells where one ends, so whoever saw a request can cut its text into other parameters, or into a longer query and fewer of
 * them: {@link
 * io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false} then. <b>Not signed:</b> any time, and the id,
 * which is the header field {@code I-Twilio-Idempotency-Token}. {@code CallSid} and {@code MessageSid} are no message
 * ids: every request of one call or message has the same. The event type is the form field {@code EventType}, which
 * few products send.
 */
public final class Twilio {
    private Twilio() {}

    /**
     * Verifies requests of Twilio.
     *
     * @param current the auth token in use
     * @param previous auth tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Twilio
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new TwilioVerifier(current, previous);
    }
}
