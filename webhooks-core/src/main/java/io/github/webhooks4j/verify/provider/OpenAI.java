package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * OpenAI: <a href="https://platform.openai.com/docs/guides/webhooks">Webhooks</a>.
 *
 * <p>{@link StandardWebhooks} with {@code webhook-*} header names: HMAC-SHA-256 over {@code id.timestamp.body},
 * tolerance five minutes in both directions. The id is signed, and so is the event type, the JSON member
 * {@code type}. A secret that begins with {@code whsec_} is Base64 behind that; any other is taken as text, as in
 * OpenAI's libraries. Signatures without {@code v1,}, which those accept too, are not.
 */
public final class OpenAI {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme(
            "openai",
            "webhook-",
            KeyForm.byPrefix("whsec_", KeyForm.base64("whsec_"), KeyForm.utf8()),
            MessageField.json("type"));

    private OpenAI() {}

    /**
     * Verifies requests of OpenAI.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of OpenAI
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How OpenAI signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
