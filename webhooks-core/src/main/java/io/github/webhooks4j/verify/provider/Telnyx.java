package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Telnyx, version 2: <a href="https://developers.telnyx.com/development/api-fundamentals/webhooks/receiving-webhooks">Receiving
 * webhooks</a>.
 *
 * <p>{@code telnyx-signature-ed25519} in Base64, Ed25519 over {@code timestamp|body}; {@code telnyx-timestamp} in
 * seconds. The key is the account's public key, the Base64 of 32 bytes. Tolerance five minutes, in both directions,
 * which is ours. Method, URL and the other header fields are not signed.
 *
 * <p>Id and event type are the JSON members {@code data.id} and {@code data.event_type}; both are signed.
 */
public final class Telnyx {
    private static final PublicKeyScheme SCHEME = PublicKeyScheme.builder("telnyx")
            .template("{ts}|{body}")
            .signatureHeader("telnyx-signature-ed25519")
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("telnyx-timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.json("data.id"))
            .eventType(MessageField.json("data.event_type"))
            .build();

    private Telnyx() {}

    /**
     * Verifies requests of Telnyx.
     *
     * @param current the text of the public key in use
     * @param others public keys that are accepted too
     * @return the verifier
     * @throws IllegalArgumentException for a text that is no public key of Telnyx
     */
    public static Verifier verifier(Secret current, Secret... others) {
        return PublicKeyVerifier.of(SCHEME, current, others);
    }

    /**
     * How Telnyx signs, for tests or another tolerance.
     *
     * @return the scheme
     */
    public static PublicKeyScheme scheme() {
        return SCHEME;
    }
}
