package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * HubSpot, signature version 3: <a
 * href="https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests">Validating requests</a>.
 *
 * <p>{@code X-HubSpot-Signature-v3} in Base64, HMAC-SHA-256 over method, URL, body and time with nothing between
 * them, with the client secret; {@code X-HubSpot-Request-Timestamp} in milliseconds. The URL is the one that the
 * receiver is configured with, in which the escapes that HubSpot names are resolved; one that holds a brace, a
 * quotation mark or, behind its host, a bracket is refused, for that could be the beginning of the body. Tolerance five minutes, in both directions. Versions 1 and
 * 2, which are no HMAC, are not looked at.
 *
 * <p>One body holds several events, each with its own id and type, so there is neither for the whole. Events hold ids
 * and times, so a repeat of the very request is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}, a
 * delivery that HubSpot signs anew is not.
 *
 * <p>The other header fields are not signed.
 */
public final class HubSpot {
    private static final HmacScheme SCHEME = HmacScheme.builder("hubspot")
            .template("{method}{decodedUrl}{body}{ts}")
            .signatureHeader("X-HubSpot-Signature-v3")
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("X-HubSpot-Request-Timestamp"), TimestampFormat.MILLISECONDS)
            .contentKey(true)
            .build();

    private HubSpot() {}

    /**
     * Verifies requests of HubSpot.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of HubSpot
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How HubSpot signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
