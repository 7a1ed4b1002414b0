package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Persona: <a href="https://docs.withpersona.com/webhooks-best-practices">Webhooks best practices</a>.
 *
 * <p>{@code Persona-Signature}: {@code t=<seconds>,v1=<hex>}; HMAC-SHA-256 over {@code t.body}. Tolerance five
 * minutes, in both directions. While a secret is rotated there are two such sets with a blank between them. Id and
 * event type are the JSON members {@code data.id} and {@code data.attributes.name}; both are signed.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Persona {
    private static final HmacScheme SCHEME = HmacScheme.builder("persona")
            .template("{ts}.{body}")
            .signatureHeader("Persona-Signature")
            .syntax(SignatureSyntax.keyValueSets(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .id(MessageField.json("data.id"))
            .eventType(MessageField.json("data.attributes.name"))
            .build();

    private Persona() {}

    /**
     * Verifies requests of Persona.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Persona
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Persona signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
