package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Dropbox: <a href="https://www.dropbox.com/developers/reference/webhooks">Webhooks</a>.
 *
 * <p>{@code X-Dropbox-Signature} in hex, HMAC-SHA-256 over the body with the app secret. There is no id, no timestamp
 * and no event type. A body only lists accounts in which something changed, so distinct events have the same one and
 * a repeat <em>cannot</em> be told: let handlers ask Dropbox what changed. The handshake, a GET with
 * {@code challenge}, is switched on by {@link io.github.webhooks4j.verify.handshake.Handshakes#dropbox}.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class Dropbox {
    private static final HmacScheme SCHEME =
            HmacScheme.builder("dropbox").signatureHeader("X-Dropbox-Signature").build();

    private Dropbox() {}

    /**
     * Verifies requests of Dropbox.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Dropbox
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Dropbox signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
