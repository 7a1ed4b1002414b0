package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Deel: <a href="https://developer.deel.com/docs/webhooks-get-started">Get started with webhooks</a>.
 *
 * <p>{@code x-deel-signature} in hex, HMAC-SHA-256 over the word {@code POST} and the body with nothing between them.
 * The event type is the JSON member {@code data.meta.event_type}, which is signed. No id is read and there is no
 * timestamp in a header. Bodies hold the time at which they were made, so a repeat is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>That the signature is in hex, and where the event type is, is general knowledge and what other receivers do.
 */
public final class Deel {
    private static final HmacScheme SCHEME = HmacScheme.builder("deel")
            .template("POST{body}")
            .signatureHeader("x-deel-signature")
            .eventType(MessageField.json("data.meta.event_type"))
            .contentKey(true)
            .build();

    private Deel() {}

    /**
     * Verifies requests of Deel.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Deel
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Deel signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
