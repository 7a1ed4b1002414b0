package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Polar: <a href="https://docs.polar.sh/integrate/webhooks/delivery">Handle and monitor webhook deliveries</a>.
 *
 * <p>{@link StandardWebhooks} with {@code webhook-*} header names: HMAC-SHA-256 over {@code id.timestamp.body},
 * tolerance five minutes in both directions. The id is signed, and so is the event type, the JSON member
 * {@code type}.
 *
 * <p>The key used to be the whole text of the secret, also of one that begins with {@code whsec_}, and is becoming
 * what the specification says: with that prefix both readings are accepted, without it the text alone.
 */
public final class Polar {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme(
            "polar",
            "webhook-",
            KeyForm.byPrefix("whsec_", KeyForm.anyOf(KeyForm.base64("whsec_"), KeyForm.utf8()), KeyForm.utf8()),
            MessageField.json("type"));

    private Polar() {}

    /**
     * Verifies requests of Polar.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Polar
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Polar signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
