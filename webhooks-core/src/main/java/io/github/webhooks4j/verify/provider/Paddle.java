package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Paddle Billing: <a href="https://developer.paddle.com/webhooks/signature-verification">Verify webhook
 * signatures</a>.
 *
 * <p>{@code Paddle-Signature: ts=<seconds>;h1=<hex>;h1=<hex>}, HMAC-SHA-256 over {@code ts:body}. The key is the
 * whole {@code pdl_ntfset_…} text. Any {@code h1} may match, as during a rotation.
 *
 * <p>Tolerance five minutes, in both directions; Paddle's libraries allow five seconds into the past, which needs
 * clocks and networks without fault. Id and event type are the JSON members {@code event_id} and {@code event_type};
 * both are signed.
 */
public final class Paddle {
    private static final HmacScheme SCHEME = HmacScheme.builder("paddle")
            .template("{ts}:{body}")
            .signatureHeader("Paddle-Signature")
            .syntax(SignatureSyntax.keyValues(';', "h1", "ts"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .id(MessageField.json("event_id"))
            .eventType(MessageField.json("event_type"))
            .build();

    private Paddle() {}

    /**
     * Verifies requests of Paddle.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Paddle
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Paddle signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
