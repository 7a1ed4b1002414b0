package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Heroku app webhooks: <a href="https://devcenter.heroku.com/articles/app-webhooks">App webhooks</a>.
 *
 * <p>{@code Heroku-Webhook-Hmac-SHA256} in Base64, HMAC-SHA-256 over the body. Id and event type are the JSON members
 * {@code webhook_metadata.event.id} and {@code webhook_metadata.event.include} (such as {@code api:release}); both are
 * signed. There is no timestamp in a header.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Heroku {
    private static final HmacScheme SCHEME = HmacScheme.builder("heroku")
            .signatureHeader("Heroku-Webhook-Hmac-SHA256")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.json("webhook_metadata.event.id"))
            .eventType(MessageField.json("webhook_metadata.event.include"))
            .build();

    private Heroku() {}

    /**
     * Verifies requests of Heroku.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Heroku
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Heroku signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
