package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * WooCommerce: <a href="https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks">REST API, Webhooks</a>.
 *
 * <p>{@code X-WC-Webhook-Signature} in Base64, HMAC-SHA-256 over the body with the webhook's secret as text.
 *
 * <p><b>Not signed:</b> the id {@code X-WC-Webhook-Delivery-ID}, the event type {@code X-WC-Webhook-Topic} and all
 * other header fields; there is no timestamp. What is deleted is told by its number alone, so distinct events may
 * have the same body and a repeat under another id <em>cannot</em> be told.
 *
 * <p>The ping that a new webhook sends is a form and, as far as is generally known, signed alike.
 */
public final class WooCommerce {
    private static final HmacScheme SCHEME = HmacScheme.builder("woocommerce")
            .signatureHeader("X-WC-Webhook-Signature")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.header("X-WC-Webhook-Delivery-ID"))
            .eventType(MessageField.header("X-WC-Webhook-Topic"))
            .messageHeaders("X-WC-Webhook-ID", "X-WC-Webhook-Resource", "X-WC-Webhook-Event", "X-WC-Webhook-Source")
            .build();

    private WooCommerce() {}

    /**
     * Verifies requests of WooCommerce.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of WooCommerce
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How WooCommerce signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
