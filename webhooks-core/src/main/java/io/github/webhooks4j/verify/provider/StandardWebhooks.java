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
 * Standard Webhooks, the symmetric version {@code v1}: <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 * specification</a>.
 *
 * <p>Header fields {@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature}, a list of
 * {@code v1,<base64>} separated by blanks; HMAC-SHA-256 over {@code id.timestamp.body}. Entries of other versions
 * are ignored. The key is Base64, usually after {@code whsec_}. Ids that hold a dot are refused, as the
 * specification demands: the signed text could be cut at another place.
 *
 * <p>Tolerance five minutes, in both directions. The id is signed; the event type is the JSON member {@code type},
 * signed too.
 */
public final class StandardWebhooks {
    private static final HmacScheme SCHEME = scheme("standard-webhooks", "webhook-");

    private StandardWebhooks() {}

    /**
     * Verifies requests of Standard Webhooks.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Standard Webhooks
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Standard Webhooks signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }

    /** The same scheme under other header names. */
    static HmacScheme scheme(String name, String headerPrefix) {
        return scheme(name, headerPrefix, KeyForm.base64("whsec_"), MessageField.json("type"));
    }

    /** The same scheme with another reading of the secret, or another place of the event type. */
    static HmacScheme scheme(String name, String headerPrefix, KeyForm key, MessageField eventType) {
        return HmacScheme.builder(name)
                .key(key)
                .template("{id}.{ts}.{body}")
                .signatureHeader(headerPrefix + "signature")
                .syntax(SignatureSyntax.taggedList(' ', "v1,"))
                .encoding(SignatureEncoding.BASE64)
                .timestamp(MessageField.header(headerPrefix + "timestamp"), TimestampFormat.SECONDS)
                .id(MessageField.header(headerPrefix + "id"))
                .eventType(eventType)
                .build();
    }
}
