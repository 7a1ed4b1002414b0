package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Front, application webhooks: <a href="https://dev.frontapp.com/docs/application-webhooks">Application webhooks</a>.
 *
 * <p>{@code X-Front-Signature} in Base64, HMAC-SHA-256 over {@code ts:body} with {@code X-Front-Request-Timestamp} in
 * milliseconds and the app's signing key. Tolerance five minutes, in both directions. The event type is the JSON
 * member {@code type}, which is signed. No id is read; a repeat of the very request is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Front signs anew is not.
 *
 * <p>The challenge of Front ({@code X-Front-Challenge}) is not answered here. Rule webhooks, which sign the body alone
 * with SHA-1 under the same header name, are not accepted.
 *
 * <p>This is general knowledge and what other receivers do; it is not verified against the provider's own software.
 */
public final class Front {
    private static final HmacScheme SCHEME = HmacScheme.builder("front")
            .template("{ts}:{body}")
            .signatureHeader("X-Front-Signature")
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("X-Front-Request-Timestamp"), TimestampFormat.MILLISECONDS)
            .eventType(MessageField.json("type"))
            .contentKey(true)
            .messageHeaders("X-Front-Challenge")
            .build();

    private Front() {}

    /**
     * Verifies requests of Front.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Front
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Front signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
