package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Forgejo: <a href="https://forgejo.org/docs/latest/user/webhooks/">Webhooks</a>.
 *
 * <p>{@code X-Forgejo-Signature} in hex, without a prefix, HMAC-SHA-256 over the body as sent.
 *
 * <p><b>Not signed:</b> the id {@code X-Forgejo-Delivery} and the event type {@code X-Forgejo-Event}; there is no
 * timestamp. A repeat under another id is therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Forgejo {
    private static final HmacScheme SCHEME = HmacScheme.builder("forgejo")
            .signatureHeader("X-Forgejo-Signature")
            .id(MessageField.header("X-Forgejo-Delivery"))
            .eventType(MessageField.header("X-Forgejo-Event"))
            .contentKey(true)
            .messageHeaders("X-Forgejo-Event-Type")
            .build();

    private Forgejo() {}

    /**
     * Verifies requests of Forgejo.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Forgejo
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Forgejo signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
