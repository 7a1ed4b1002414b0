package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Adyen's platform, management and banking webhooks: <a
 * href="https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures">Verify HMAC
 * signatures</a>. Not the standard payment webhooks, which carry a signature per item in the body.
 *
 * <p>{@code HmacSignature} in Base64, HMAC-SHA-256 over the body; the key is hex. There is no id and no timestamp in
 * a header. The event type is the JSON member {@code type}, which is signed. Bodies hold times, so a repeat is told
 * by {@link io.github.webhooks4j.verify.Verified#contentKey()}. That member and those times are general knowledge.
 */
public final class AdyenPlatform {
    private static final HmacScheme SCHEME = HmacScheme.builder("adyen-platform")
            .key(KeyForm.hex())
            .signatureHeader("HmacSignature")
            .encoding(SignatureEncoding.BASE64)
            .eventType(MessageField.json("type"))
            .contentKey(true)
            .build();

    private AdyenPlatform() {}

    /**
     * Verifies requests of Adyen.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Adyen
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Adyen signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
