package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Checkout.com: <a href="https://www.checkout.com/docs/developer-resources/webhooks/receive-webhooks">Receive
 * webhooks</a>.
 *
 * <p>{@code Cko-Signature} in hex, HMAC-SHA-256 over the body with the webhook's signature key as text. Id and event
 * type are the JSON members {@code id} and {@code type}; both are signed. There is no timestamp in a header.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class CheckoutCom {
    private static final HmacScheme SCHEME = HmacScheme.builder("checkout-com")
            .signatureHeader("Cko-Signature")
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private CheckoutCom() {}

    /**
     * Verifies requests of Checkout.com.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Checkout.com
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Checkout.com signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
