package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Klaviyo, system webhooks: <a href="https://developers.klaviyo.com/en/docs/working_with_system_webhooks">Working with
 * system webhooks</a>.
 *
 * <p>{@code Klaviyo-Signature} in hex, HMAC-SHA-256 over the body and {@code Klaviyo-Timestamp}, a date of HTTP, with
 * nothing between them. Tolerance five minutes, in both directions. One body holds several events, so there is neither
 * id nor event type; a repeat of the very request is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Klaviyo signs anew is not.
 * {@code Klaviyo-Webhook-Id} is not signed: compare it with {@code meta.klaviyo_webhook_id} in the body.
 *
 * <p>How the time is written, and that it follows the body, is what other receivers do. One of them has a request on
 * record whose date is hours off: if {@code TOO_NEW} is told of every request, ask for a wider tolerance.
 */
public final class Klaviyo {
    private static final HmacScheme SCHEME = HmacScheme.builder("klaviyo")
            .template("{body}{ts}")
            .signatureHeader("Klaviyo-Signature")
            .timestamp(MessageField.header("Klaviyo-Timestamp"), TimestampFormat.HTTP_DATE)
            .contentKey(true)
            .messageHeaders("Klaviyo-Webhook-Id")
            .build();

    private Klaviyo() {}

    /**
     * Verifies requests of Klaviyo.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Klaviyo
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Klaviyo signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
