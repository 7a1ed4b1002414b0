package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Lemon Squeezy: <a href="https://docs.lemonsqueezy.com/help/webhooks/signing-requests">Signing requests</a>.
 *
 * <p>{@code X-Signature} in hex, HMAC-SHA-256 over the body. The event type is the JSON member
 * {@code meta.event_name}, which is signed, as the header {@code X-Event-Name} is not. There is no id and no
 * timestamp. Bodies hold ids and times, so a repeat is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class LemonSqueezy {
    private static final HmacScheme SCHEME = HmacScheme.builder("lemon-squeezy")
            .signatureHeader("X-Signature")
            .eventType(MessageField.json("meta.event_name"))
            .contentKey(true)
            .messageHeaders("X-Event-Name")
            .build();

    private LemonSqueezy() {}

    /**
     * Verifies requests of Lemon Squeezy.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Lemon Squeezy
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Lemon Squeezy signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
