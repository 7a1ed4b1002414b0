package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Vercel: <a href="https://vercel.com/docs/webhooks/webhooks-api">Webhooks API</a>.
 *
 * <p>{@code x-vercel-signature} in hex, HMAC-SHA-1 over the body. Id and event type are the JSON members {@code id}
 * and {@code type}; both are signed. There is no timestamp in a header.
 */
public final class Vercel {
    private static final HmacScheme SCHEME = HmacScheme.builder("vercel")
            .hash(HmacHash.SHA1)
            .signatureHeader("x-vercel-signature")
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private Vercel() {}

    /**
     * Verifies requests of Vercel.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Vercel
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Vercel signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
