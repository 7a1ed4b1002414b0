package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * PagerDuty, version 3: <a href="https://developer.pagerduty.com/docs/verifying-webhook-signatures">Verifying
 * signatures</a>.
 *
 * <p>{@code X-PagerDuty-Signature: v1=<hex>,v1=<hex>}, one per live secret, any of which may match; HMAC-SHA-256 over
 * the body. Id and event type are the JSON members {@code event.id} and {@code event.event_type}; both are signed.
 * There is no timestamp in a header.
 *
 * <p>The list is what PagerDuty documents; what is signed and where id and type are is not verified against the
 * provider's own software: it is general knowledge and what other receivers do.
 */
public final class PagerDuty {
    private static final HmacScheme SCHEME = HmacScheme.builder("pagerduty")
            .signatureHeader("X-PagerDuty-Signature")
            .syntax(SignatureSyntax.taggedList(',', "v1="))
            .id(MessageField.json("event.id"))
            .eventType(MessageField.json("event.event_type"))
            .messageHeaders("X-Webhook-Id", "X-Webhook-Subscription")
            .build();

    private PagerDuty() {}

    /**
     * Verifies requests of PagerDuty.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of PagerDuty
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How PagerDuty signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
