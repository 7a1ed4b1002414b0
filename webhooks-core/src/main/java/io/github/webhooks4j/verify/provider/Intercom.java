package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Intercom: <a href="https://developers.intercom.com/docs/webhooks/setting-up-webhooks">Setting up webhooks</a>.
 *
 * <p>{@code X-Hub-Signature: sha1=<hex>}, HMAC-SHA-1 over the body with the client secret. Id and event type are the
 * JSON members {@code id} and {@code topic}; both are signed. There is no timestamp.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other
 * receivers do.
 */
public final class Intercom {
    private static final HmacScheme SCHEME = HmacScheme.builder("intercom")
            .hash(HmacHash.SHA1)
            .signatureHeader("X-Hub-Signature")
            .syntax(SignatureSyntax.prefix("sha1="))
            .id(MessageField.json("id"))
            .eventType(MessageField.json("topic"))
            .build();

    private Intercom() {}

    /**
     * Verifies requests of Intercom.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Intercom
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Intercom signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
