package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Increase, the older header: <a href="https://increase.com/documentation/webhooks">Events and webhooks</a>.
 *
 * <p>{@code Increase-Webhook-Signature: t=<RFC 3339>,v1=<hex>}, HMAC-SHA-256 over {@code t.body} with the secret as
 * text, as Increase's libraries verified it before it took to {@link Increase}. Tolerance five minutes, in both
 * directions. Id and event type are the JSON members {@code id} and {@code category}; both are signed.
 */
public final class IncreaseLegacy {
    private static final HmacScheme SCHEME = HmacScheme.builder("increase-legacy")
            .template("{ts}.{body}")
            .signatureHeader("Increase-Webhook-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.RFC3339)
            .id(MessageField.json("id"))
            .eventType(MessageField.json("category"))
            .build();

    private IncreaseLegacy() {}

    /**
     * Verifies requests of Increase.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Increase
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Increase signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
