package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Anthropic: <a href="https://github.com/anthropics/anthropic-sdk-java">the library for Java</a>.
 *
 * <p>{@link StandardWebhooks}: HMAC-SHA-256 over {@code id.timestamp.body}, tolerance five minutes in both directions.
 * The id is signed, and so is the event type, the JSON member {@code data.type}, or else {@code type}. Where the event
 * type is, is general knowledge.
 */
public final class Anthropic {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme(
            "anthropic",
            "webhook-",
            KeyForm.base64("whsec_"),
            MessageField.json("data.type").or(MessageField.json("type")));

    private Anthropic() {}

    /**
     * Verifies requests of Anthropic.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Anthropic
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Anthropic signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
