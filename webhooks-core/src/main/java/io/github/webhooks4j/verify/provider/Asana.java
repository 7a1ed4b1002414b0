package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Asana: <a href="https://developers.asana.com/docs/webhooks-guide">Webhooks guide</a>.
 *
 * <p>{@code X-Hook-Signature} in hex, HMAC-SHA-256 over the body with the secret that Asana sends as
 * {@code X-Hook-Secret} when the webhook is made. That first call is not signed, and anybody could choose the
 * secret: it is answered by {@link io.github.webhooks4j.verify.handshake.Handshakes#asana} while you keep pairing open.
 * One body holds several events, so there is neither id nor event type; there is no timestamp. Events hold times, so
 * a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}; empty heartbeats count as repeats of
 * each other.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Asana {
    private static final HmacScheme SCHEME = HmacScheme.builder("asana")
            .signatureHeader("X-Hook-Signature")
            .contentKey(true)
            .build();

    private Asana() {}

    /**
     * Verifies requests of Asana.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Asana
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Asana signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
