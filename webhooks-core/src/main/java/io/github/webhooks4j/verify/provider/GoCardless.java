package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * GoCardless: <a href="https://developer.gocardless.com/api-reference/#appendix-webhooks">Webhooks</a>.
 *
 * <p>{@code Webhook-Signature} in hex, HMAC-SHA-256 over the body. One body holds several events, each with its own id
 * and type, so there is neither for the whole; there is no timestamp. Events hold ids, so a repeat is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>GoCardless wants a wrong signature answered with 498: set that on the source if its own log is to tell.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class GoCardless {
    private static final HmacScheme SCHEME = HmacScheme.builder("gocardless")
            .signatureHeader("Webhook-Signature")
            .contentKey(true)
            .build();

    private GoCardless() {}

    /**
     * Verifies requests of GoCardless.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of GoCardless
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How GoCardless signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
