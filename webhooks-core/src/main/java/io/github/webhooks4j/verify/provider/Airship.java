package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Airship, open channels: <a href="https://docs.airship.com/developer/rest-api/ua/introduction/">API
 * documentation</a>.
 *
 * <p>{@code X-UA-SIGNATURE} in hex, HMAC-SHA-256 over {@code ts:body} with {@code X-UA-TIMESTAMP} in seconds.
 * Tolerance five minutes, in both directions. One body holds several messages, so there is neither id nor event type;
 * a repeat of the very request is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that
 * Airship signs anew is not.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 *
 * <p>Method, URL and the other header fields are not signed.
 */
public final class Airship {
    private static final HmacScheme SCHEME = HmacScheme.builder("airship")
            .template("{ts}:{body}")
            .signatureHeader("X-UA-SIGNATURE")
            .timestamp(MessageField.header("X-UA-TIMESTAMP"), TimestampFormat.SECONDS)
            .contentKey(true)
            .build();

    private Airship() {}

    /**
     * Verifies requests of Airship.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Airship
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Airship signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
