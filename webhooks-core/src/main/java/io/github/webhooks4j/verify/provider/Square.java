package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Square: <a href="https://developer.squareup.com/docs/webhooks/step3validate">Verify and validate an event
 * notification</a>.
 *
 * <p>{@code x-square-hmacsha256-signature} in Base64, HMAC-SHA-256 over the notification URL and the body with
 * nothing between them; the signature key as text. The URL is the one that the receiver is configured with, and must
 * be exactly the one registered at Square; one that holds a brace, a quotation mark or, behind
 * its host, a bracket is refused, for that could be the beginning of the body. The legacy SHA-1 header is not looked at.
 *
 * <p>Id and event type are the JSON members {@code event_id} and {@code type}; both are signed. There is no timestamp
 * in a header.
 */
public final class Square {
    private static final HmacScheme SCHEME = HmacScheme.builder("square")
            .template("{url}{body}")
            .signatureHeader("x-square-hmacsha256-signature")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.json("event_id"))
            .eventType(MessageField.json("type"))
            .build();

    private Square() {}

    /**
     * Verifies requests of Square.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Square
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Square signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
