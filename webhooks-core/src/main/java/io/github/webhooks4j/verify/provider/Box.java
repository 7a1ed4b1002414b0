package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Box, webhooks version 2: <a href="https://developer.box.com/guides/webhooks/v2/signatures-v2/">Signature
 * verification</a>.
 *
 * <p>{@code BOX-SIGNATURE-PRIMARY} and {@code BOX-SIGNATURE-SECONDARY} in Base64, one per key of the app, either of
 * which may match; HMAC-SHA-256 over the body and {@code BOX-DELIVERY-TIMESTAMP} (RFC 3339) with nothing between them.
 * Tolerance ten minutes, as Box says, in both directions. Hash and version come from here:
 * {@code BOX-SIGNATURE-ALGORITHM} and {@code BOX-SIGNATURE-VERSION}, which are not signed, are not looked at.
 *
 * <p>Id and event type are the JSON members {@code id} and {@code trigger}; both are signed. The id
 * {@code BOX-DELIVERY-ID} is not. Where id and event type are is general knowledge.
 */
public final class Box {
    private static final HmacScheme SCHEME = HmacScheme.builder("box")
            .template("{body}{ts}")
            .signatureHeader("BOX-SIGNATURE-PRIMARY", "BOX-SIGNATURE-SECONDARY")
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("BOX-DELIVERY-TIMESTAMP"), TimestampFormat.RFC3339)
            .tolerance(Duration.ofMinutes(10))
            .id(MessageField.json("id"))
            .eventType(MessageField.json("trigger"))
            .messageHeaders("BOX-DELIVERY-ID", "BOX-SIGNATURE-ALGORITHM", "BOX-SIGNATURE-VERSION")
            .build();

    private Box() {}

    /**
     * Verifies requests of Box.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Box
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Box signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
