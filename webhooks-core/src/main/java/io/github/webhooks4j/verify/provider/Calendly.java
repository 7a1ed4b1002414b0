package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Calendly: <a href="https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures">Webhook
 * signatures</a>.
 *
 * <p>{@code Calendly-Webhook-Signature: t=<seconds>,v1=<hex>}, HMAC-SHA-256 over {@code t.body}. Tolerance three
 * minutes, as Calendly advises, in both directions. The event type is the JSON member {@code event}, which is signed.
 * There is no id; a repeat of the very request is told by {@link io.github.webhooks4j.verify.Verified#contentKey()},
 * a delivery that Calendly signs anew is not.
 */
public final class Calendly {
    private static final HmacScheme SCHEME = HmacScheme.builder("calendly")
            .template("{ts}.{body}")
            .signatureHeader("Calendly-Webhook-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .tolerance(Duration.ofMinutes(3))
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private Calendly() {}

    /**
     * Verifies requests of Calendly.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Calendly
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Calendly signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
