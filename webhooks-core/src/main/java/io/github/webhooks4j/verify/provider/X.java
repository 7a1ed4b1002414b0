package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * X, once Twitter, the Account Activity API: <a
 * href="https://developer.x.com/en/docs/twitter-api/enterprise/account-activity-api/guides/securing-webhooks">Securing
 * webhooks</a>.
 *
 * <p>{@code x-twitter-webhooks-signature: sha256=<base64>}, HMAC-SHA-256 over the body with the consumer secret.
 * There is no id, no event type and no timestamp. Bodies hold ids and times, so a repeat is told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>The CRC handshake, a GET with {@code crc_token}, is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#x}. Who answers it otherwise with the same secret must not sign
 * whatever text is asked for: such an answer is a good signature of that text as a body.
 *
 * <p>Where the signature stands is not verified against the provider's own software: it is general knowledge and what
 * other receivers do.
 */
public final class X {
    private static final HmacScheme SCHEME = HmacScheme.builder("x")
            .signatureHeader("x-twitter-webhooks-signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .encoding(SignatureEncoding.BASE64)
            .contentKey(true)
            .build();

    private X() {}

    /**
     * Verifies requests of X.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of X
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How X signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
