package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Meta, which is Facebook, Messenger, Instagram and WhatsApp: <a
 * href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started">Webhooks: getting started</a>.
 *
 * <p>{@code X-Hub-Signature-256: sha256=<hex>}, HMAC-SHA-256 over the body with the app secret. Meta escapes what is
 * not ASCII before it signs; the bytes as sent are what counts.
 *
 * <p>The event type is the JSON member {@code object}, such as {@code page} or {@code whatsapp_business_account}; it
 * is signed. One body may hold several entries, so there is no id; neither is there a timestamp. Entries hold ids and
 * times, so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}. What bodies hold is general
 * knowledge. The subscription handshake, a GET, is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#meta}.
 */
public final class Meta {
    private static final HmacScheme SCHEME = HmacScheme.builder("meta")
            .signatureHeader("X-Hub-Signature-256")
            .syntax(SignatureSyntax.prefix("sha256="))
            .eventType(MessageField.json("object"))
            .contentKey(true)
            .build();

    private Meta() {}

    /**
     * Verifies requests of Meta.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Meta
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Meta signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
