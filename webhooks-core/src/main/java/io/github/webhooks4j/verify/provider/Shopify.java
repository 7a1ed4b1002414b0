package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Shopify: <a href="https://shopify.dev/docs/apps/build/webhooks/subscribe/https">Deliver webhooks through HTTPS</a>.
 *
 * <p>{@code X-Shopify-Hmac-Sha256} in Base64, HMAC-SHA-256 over the body with the app's client secret as text. After
 * a change of the secret the old one may sign for an hour: keep it as a previous secret.
 *
 * <p><b>Not signed:</b> the id {@code X-Shopify-Webhook-Id}, the event type {@code X-Shopify-Topic}, the shop
 * {@code X-Shopify-Shop-Domain} and all other header fields; there is no timestamp. A repeat under another id is
 * therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class Shopify {
    private static final HmacScheme SCHEME = HmacScheme.builder("shopify")
            .signatureHeader("X-Shopify-Hmac-Sha256")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.header("X-Shopify-Webhook-Id"))
            .eventType(MessageField.header("X-Shopify-Topic"))
            .contentKey(true)
            .messageHeaders(
                    "X-Shopify-Shop-Domain", "X-Shopify-Event-Id", "X-Shopify-Triggered-At", "X-Shopify-API-Version")
            .build();

    private Shopify() {}

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
