package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Finch: <a href="https://developer.tryfinch.com/developer-resources/Webhooks">Webhooks</a>.
 *
 * <p>{@link StandardWebhooks} under the header names {@code Finch-Event-Id}, {@code Finch-Timestamp} and
 * {@code Finch-Signature}: HMAC-SHA-256 over {@code id.timestamp.body}, tolerance five minutes in both directions. The
 * secret is Base64 without a prefix. The id is signed, and so is the event type, the JSON member {@code event_type}.
 *
 * <p>This is general knowledge and what other receivers do; it is not verified against the provider's own software.
 */
public final class Finch {
    private static final HmacScheme SCHEME = HmacScheme.builder("finch")
            .key(KeyForm.base64(""))
            .template("{id}.{ts}.{body}")
            .signatureHeader("Finch-Signature")
            .syntax(SignatureSyntax.taggedList(' ', "v1,"))
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("Finch-Timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.header("Finch-Event-Id"))
            .eventType(MessageField.json("event_type"))
            .build();

    private Finch() {}

    /**
     * Verifies requests of Finch.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Finch
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Finch signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
