package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Zoom: <a href="https://developers.zoom.us/docs/api/webhooks/">Using webhooks</a>.
 *
 * <p>{@code x-zm-signature: v0=<hex>}, HMAC-SHA-256 over {@code v0:ts:body} with the secret token;
 * {@code x-zm-request-timestamp} in seconds. Tolerance five minutes, in both directions. The event type is the JSON
 * member {@code event}, which is signed. There is no id; a repeat of the very request is told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Zoom signs anew is not.
 *
 * <p>The handshake {@code endpoint.url_validation} is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#zoom}. Who answers it otherwise with the same secret must verify it
 * first and refuse a {@code plainToken} with a colon.
 */
public final class Zoom {
    private static final HmacScheme SCHEME = HmacScheme.builder("zoom")
            .template("v0:{ts}:{body}")
            .signatureHeader("x-zm-signature")
            .syntax(SignatureSyntax.prefix("v0="))
            .timestamp(MessageField.header("x-zm-request-timestamp"), TimestampFormat.SECONDS)
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private Zoom() {}

    /**
     * Verifies requests of Zoom.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Zoom
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Zoom signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
