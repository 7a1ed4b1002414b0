package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Typeform: <a href="https://www.typeform.com/developers/webhooks/secure-your-webhooks/">Secure your webhooks</a>.
 *
 * <p>{@code Typeform-Signature: sha256=<base64>}, which is Base64 behind a prefix that elsewhere stands before hex;
 * HMAC-SHA-256 over the body. Id and event type are the JSON members {@code event_id} and {@code event_type}; both
 * are signed. There is no timestamp.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other
 * receivers do.
 */
public final class Typeform {
    private static final HmacScheme SCHEME = HmacScheme.builder("typeform")
            .signatureHeader("Typeform-Signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.json("event_id"))
            .eventType(MessageField.json("event_type"))
            .build();

    private Typeform() {}

    /**
     * Verifies requests of Typeform.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Typeform
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Typeform signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
