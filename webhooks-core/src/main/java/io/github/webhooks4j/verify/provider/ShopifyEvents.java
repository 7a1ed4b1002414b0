package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Shopify, the Events product: <a href="https://shopify.dev/docs/apps/build/events">Events</a>.
 *
 * <p>{@link Shopify} under header names without {@code X-}: {@code Shopify-Hmac-Sha256} in Base64, HMAC-SHA-256 over
 * the body with the app's client secret as text. After a change of the secret the old one may sign for an hour: keep
 * it as a previous secret.
 *
 * <p><b>Not signed:</b> the id {@code Shopify-Webhook-Id}, the event type {@code Shopify-Topic}, the shop
 * {@code Shopify-Shop-Domain} and all other header fields; there is no timestamp. A repeat under another id is
 * therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}. The header names besides the signature
 * and the id are those of Shopify's own library.
 */
public final class ShopifyEvents {
    private static final HmacScheme SCHEME = HmacScheme.builder("shopify-events")
            .signatureHeader("Shopify-Hmac-Sha256")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.header("Shopify-Webhook-Id"))
            .eventType(MessageField.header("Shopify-Topic"))
            .contentKey(true)
            .messageHeaders("Shopify-Shop-Domain", "Shopify-Event-Id", "Shopify-Triggered-At", "Shopify-API-Version")
            .build();

    private ShopifyEvents() {}

    /**
     * Verifies requests of Shopify.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Shopify
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Shopify signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
