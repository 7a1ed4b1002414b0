package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Shippo: <a href="https://docs.goshippo.com/tracking/webhook-security">Webhook security</a>.
 *
 * <p>{@code Shippo-Auth-Signature}: {@code t=<seconds>,v1=<hex>}, any {@code v1} of which may match; HMAC-SHA-256 over
 * {@code t.body}. Tolerance five minutes, in both directions. The event type is the JSON member {@code event}, which
 * is signed. There is no id; a repeat of the very request is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Shippo signs anew is not.
 *
 * <p>Shippo sets a secret up on request only. All of this is not verified against the provider's own software: it is
 * general knowledge and what other receivers do.
 */
public final class Shippo {
    private static final HmacScheme SCHEME = HmacScheme.builder("shippo")
            .template("{ts}.{body}")
            .signatureHeader("Shippo-Auth-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private Shippo() {}

    /**
     * Verifies requests of Shippo.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Shippo
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Shippo signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
