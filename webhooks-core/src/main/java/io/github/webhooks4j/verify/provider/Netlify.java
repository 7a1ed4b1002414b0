package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;

/**
 * Outgoing webhooks of Netlify, as its documentation
 * <a href="https://docs.netlify.com/deploy/deploy-notifications/">Deploy notifications</a> has it; what the token
 * holds is general knowledge only.
 *
 * <p>A token in {@code X-Webhook-Signature}, HS256 with the secret of the notification, issued by {@code netlify}. Its
 * claim {@code sha256} is the SHA-256 of the body in hex, so the body is signed. <b>Not signed:</b> any time, so what
 * was recorded holds for ever and only the same content is found again; method, URL and the header field
 * {@code X-Netlify-Event}. The event type is the JSON member {@code state}; there is no message id, for a deploy has
 * several notifications under one.
 */
public final class Netlify {
    private Netlify() {}

    /**
     * Verifies requests of Netlify.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return JwtVerifier.builder("netlify", JwtKeys.hs256(current, previous))
                .header("X-Webhook-Signature")
                .issuers("netlify")
                .neverExpires()
                .bodyHash("sha256", SignatureEncoding.HEX)
                .eventType(MessageField.json("state"))
                .build();
    }
}
