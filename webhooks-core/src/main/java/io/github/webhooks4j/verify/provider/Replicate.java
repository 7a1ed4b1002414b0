package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Replicate: <a href="https://replicate.com/docs/topics/webhooks/verify-webhook">Verify incoming webhooks</a>.
 *
 * <p>{@link StandardWebhooks}: HMAC-SHA-256 over {@code id.timestamp.body}, tolerance five minutes in both directions.
 * The id is signed. The body is a prediction, so what stands for an event type is the JSON member {@code status}, such
 * as {@code succeeded}; it is signed.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Replicate {
    private static final HmacScheme SCHEME =
            StandardWebhooks.scheme("replicate", "webhook-", KeyForm.base64("whsec_"), MessageField.json("status"));

    private Replicate() {}

    /**
     * Verifies requests of Replicate.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Replicate
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Replicate signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
