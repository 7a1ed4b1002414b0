package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * LINE: <a href="https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/">Verify webhook
 * signature</a>.
 *
 * <p>{@code x-line-signature} in Base64, HMAC-SHA-256 over the body with the channel secret as text. One body may
 * hold several events, each with its own id and type, so there is neither for the whole; there is no timestamp.
 * Events hold ids and times, so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}; what
 * LINE itself delivers again is marked as such and so has another body.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class Line {
    private static final HmacScheme SCHEME = HmacScheme.builder("line")
            .signatureHeader("x-line-signature")
            .encoding(SignatureEncoding.BASE64)
            .contentKey(true)
            .build();

    private Line() {}

    /**
     * Verifies requests of LINE.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of LINE
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How LINE signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
