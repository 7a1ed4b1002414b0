package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Stripe: <a href="https://docs.stripe.com/webhooks/signature">Verify webhook signatures</a>.
 *
 * <p>{@code Stripe-Signature: t=<seconds>,v1=<hex>,v1=<hex>,v0=<hex>}, HMAC-SHA-256 over {@code t.body}. The key
 * is the whole {@code whsec_…} text, not decoded. Any {@code v1} may match, {@code v0} never does. Blanks after
 * commas, which proxies put in, are skipped.
 *
 * <p>Tolerance five minutes into the past, as in Stripe's libraries, and also into the future, which they do
 * not check. Id and event type are the JSON members {@code id} and {@code type}; both are signed.
 */
public final class Stripe {
    private static final HmacScheme SCHEME = HmacScheme.builder("stripe")
            .template("{ts}.{body}")
            .signatureHeader("Stripe-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private Stripe() {}

    /**
     * Verifies requests of Stripe.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Stripe
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Stripe signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
