package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Customer.io, reporting webhooks: <a href="https://docs.customer.io/journeys/webhooks/">Reporting webhooks</a>.
 *
 * <p>{@code X-CIO-Signature} in hex, HMAC-SHA-256 over {@code v0:ts:body} with {@code X-CIO-Timestamp} in seconds.
 * Tolerance five minutes, in both directions. Id and event type are the JSON members {@code event_id} and
 * {@code metric} (such as {@code delivered}); both are signed. What the event is about, {@code object_type}, stands
 * beside it.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class CustomerIo {
    private static final HmacScheme SCHEME = HmacScheme.builder("customer-io")
            .template("v0:{ts}:{body}")
            .signatureHeader("X-CIO-Signature")
            .timestamp(MessageField.header("X-CIO-Timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.json("event_id"))
            .eventType(MessageField.json("metric"))
            .build();

    private CustomerIo() {}

    /**
     * Verifies requests of Customer.io.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Customer.io
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Customer.io signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
