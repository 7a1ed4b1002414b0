package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Pusher Channels: <a href="https://pusher.com/docs/channels/server_api/webhooks/">Webhooks</a>.
 *
 * <p>{@code X-Pusher-Signature} in hex, HMAC-SHA-256 over the body with the secret of the app key that
 * {@code X-Pusher-Key} names. That header is not signed and not looked at: several secrets are simply all tried. One
 * body holds several events, so there is neither id nor event type. Bodies hold the time in milliseconds,
 * {@code time_ms}, so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Pusher {
    private static final HmacScheme SCHEME = HmacScheme.builder("pusher")
            .signatureHeader("X-Pusher-Signature")
            .contentKey(true)
            .messageHeaders("X-Pusher-Key")
            .build();

    private Pusher() {}

    /**
     * Verifies requests of Pusher.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Pusher
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Pusher signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
