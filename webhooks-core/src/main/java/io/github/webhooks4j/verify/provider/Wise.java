package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Wise: <a href="https://docs.wise.com/guides/developer/webhooks/event-handling">Event handling</a>.
 *
 * <p>{@code X-Signature-SHA256} in Base64, RSA with the padding of PKCS #1 and SHA-256 over the body. The key is the one
 * on that page, PEM; production and sandbox have different ones. There is no time of signing in a header.
 *
 * <p>The event type is the JSON member {@code event_type}, signed; so is {@code sent_at}, which keeps distinct events
 * apart. <b>Not signed:</b> the id {@code X-Delivery-Id}, and {@code X-Test-Notification}, which marks tests.
 *
 * <p>This is general knowledge and what other receivers do; it is not verified against the provider's own software.
 */
public final class Wise {
    private static final PublicKeyScheme SCHEME = PublicKeyScheme.builder("wise")
            .algorithm(PublicKeyAlgorithm.RSA_PKCS1_SHA256)
            .signatureHeader("X-Signature-SHA256")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.header("X-Delivery-Id"))
            .eventType(MessageField.json("event_type"))
            .contentKey(true)
            .messageHeaders("X-Test-Notification")
            .build();

    private Wise() {}

    /**
     * Verifies requests of Wise.
     *
     * @param current the text of the public key in use
     * @param others public keys that are accepted too
     * @return the verifier
     * @throws IllegalArgumentException for a text that is no public key of Wise
     */
    public static Verifier verifier(Secret current, Secret... others) {
        return PublicKeyVerifier.of(SCHEME, current, others);
    }

    /**
     * How Wise signs, for tests.
     *
     * @return the scheme
     */
    public static PublicKeyScheme scheme() {
        return SCHEME;
    }
}
