package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Supabase, auth hooks: <a href="https://supabase.com/docs/guides/auth/auth-hooks">Auth hooks</a>.
 *
 * <p>{@link StandardWebhooks} with secrets that begin with {@code v1,whsec_}: HMAC-SHA-256 over
 * {@code id.timestamp.body}, tolerance five minutes in both directions. The id is signed. Hooks are calls, not events:
 * they tell a type only in the JSON member {@code type}, where there is one, and Supabase waits for the answer.
 *
 * <p>This is general knowledge and what other receivers do; it is not verified against the provider's own software.
 */
public final class Supabase {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme(
            "supabase",
            "webhook-",
            KeyForm.byPrefix("v1,", KeyForm.base64("v1,whsec_"), KeyForm.base64("whsec_")),
            MessageField.json("type"));

    private Supabase() {}

    /**
     * Verifies requests of Supabase.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Supabase
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Supabase signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
