package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Paystack: <a href="https://paystack.com/docs/payments/webhooks/">Webhooks</a>.
 *
 * <p>{@code x-paystack-signature} in hex, HMAC-SHA-512 over the body with the secret key of the account. The event
 * type is the JSON member {@code event}, which is signed. There is no id and no timestamp. Bodies hold ids and times,
 * so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Paystack {
    private static final HmacScheme SCHEME = HmacScheme.builder("paystack")
            .hash(HmacHash.SHA512)
            .signatureHeader("x-paystack-signature")
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private Paystack() {}

    /**
     * Verifies requests of Paystack.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Paystack
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Paystack signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
