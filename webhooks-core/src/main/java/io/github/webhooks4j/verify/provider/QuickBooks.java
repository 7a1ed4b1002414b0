package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * QuickBooks Online by Intuit:
 * <a href="https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks">Webhooks</a>.
 *
 * <p>{@code intuit-signature} in Base64, HMAC-SHA-256 over the body with the verifier token as text. One body holds
 * several events, so there is neither id nor event type; there is no timestamp. Events hold ids and times, so a repeat
 * is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class QuickBooks {
    private static final HmacScheme SCHEME = HmacScheme.builder("quickbooks")
            .signatureHeader("intuit-signature")
            .encoding(SignatureEncoding.BASE64)
            .contentKey(true)
            .build();

    private QuickBooks() {}

    /**
     * Verifies requests of QuickBooks.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of QuickBooks
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How QuickBooks signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
