package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Standard Webhooks, the asymmetric version {@code v1a}: <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 * specification</a>.
 *
 * <p>As {@link StandardWebhooks}, but {@code webhook-signature} is a list of {@code v1a,<base64>}, Ed25519 over {@code
 * id.timestamp.body}. Entries of other versions are ignored, {@code v1} among them; for a sender that changes from one
 * to the other there is {@link io.github.webhooks4j.verify.Verifiers#anyOf}. The key is Base64 after {@code whpk_}; the
 * sender's {@code whsk_} is refused.
 *
 * <p>Tolerance five minutes, in both directions. The id is signed; the event type is the JSON member {@code type},
 * signed too.
 */
public final class StandardWebhooksV1a {
    private static final PublicKeyScheme SCHEME = PublicKeyScheme.builder("standard-webhooks-v1a")
            .template("{id}.{ts}.{body}")
            .signatureHeader("webhook-signature")
            .syntax(SignatureSyntax.taggedList(' ', "v1a,"))
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("webhook-timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.header("webhook-id"))
            .eventType(MessageField.json("type"))
            .build();

    private StandardWebhooksV1a() {}

    /**
     * Verifies requests of Standard Webhooks.
     *
     * @param current the text of the public key in use
     * @param others public keys that are accepted too
     * @return the verifier
     * @throws IllegalArgumentException for a text that is no public key of Standard Webhooks
     */
    public static Verifier verifier(Secret current, Secret... others) {
        return PublicKeyVerifier.of(SCHEME, current, others);
    }

    /**
     * How Standard Webhooks signs, for tests or another tolerance.
     *
     * @return the scheme
     */
    public static PublicKeyScheme scheme() {
        return SCHEME;
    }
}
