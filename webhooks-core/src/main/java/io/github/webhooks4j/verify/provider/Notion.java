package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Notion: <a href="https://developers.notion.com/reference/webhooks">Webhooks</a>.
 *
 * <p>{@code X-Notion-Signature: sha256=<hex>}, HMAC-SHA-256 over the body; the secret is the verification token that
 * Notion sends once, unsigned, when the subscription is made. Id and event type are the JSON members {@code id} and
 * {@code type}; both are signed. There is no timestamp in a header.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Notion {
    private static final HmacScheme SCHEME = HmacScheme.builder("notion")
            .signatureHeader("X-Notion-Signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private Notion() {}

    /**
     * Verifies requests of Notion.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Notion
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Notion signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
