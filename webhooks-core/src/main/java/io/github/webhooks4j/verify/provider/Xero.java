package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Xero: <a href="https://developer.xero.com/documentation/guides/webhooks/overview/">Webhooks</a>.
 *
 * <p>{@code x-xero-signature} in Base64, HMAC-SHA-256 over the body with the webhook key as text. One body may hold
 * several events, so there is neither id nor event type; there is no timestamp. Bodies hold sequence numbers, so a
 * repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>The "intent to receive" sends wrongly signed requests on purpose and wants 401 for them and 200 for the others,
 * which is what a source answers unless it is told otherwise.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class Xero {
    private static final HmacScheme SCHEME = HmacScheme.builder("xero")
            .signatureHeader("x-xero-signature")
            .encoding(SignatureEncoding.BASE64)
            .contentKey(true)
            .build();

    private Xero() {}

    /**
     * Verifies requests of Xero.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Xero
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Xero signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
