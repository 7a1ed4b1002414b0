package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Increase: <a href="https://increase.com/documentation/webhooks">Events and webhooks</a>.
 *
 * <p>{@link StandardWebhooks}: HMAC-SHA-256 over {@code id.timestamp.body}, tolerance five minutes in both directions.
 * The id is signed, and so is the event type, the JSON member {@code category}. {@link IncreaseLegacy} knows the older
 * header.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Increase {
    private static final HmacScheme SCHEME =
            StandardWebhooks.scheme("increase", "webhook-", KeyForm.base64("whsec_"), MessageField.json("category"));

    private Increase() {}

    /**
     * Verifies requests of Increase.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Increase
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Increase signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
