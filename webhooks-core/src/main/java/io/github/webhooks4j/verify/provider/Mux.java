package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Mux: <a href="https://docs.mux.com/core/verify-webhook-signatures">Verify webhook signatures</a>.
 *
 * <p>{@code Mux-Signature}: {@code t=<seconds>,v1=<hex>}, any {@code v1} of which may match; HMAC-SHA-256 over
 * {@code t.body}. Tolerance five minutes, in both directions. Id and event type are the JSON members {@code id} and
 * {@code type}; both are signed.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Mux {
    private static final HmacScheme SCHEME = HmacScheme.builder("mux")
            .template("{ts}.{body}")
            .signatureHeader("Mux-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private Mux() {}

    /**
     * Verifies requests of Mux.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Mux
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Mux signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
