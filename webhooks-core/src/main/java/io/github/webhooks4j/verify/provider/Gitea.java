package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Gitea: <a href="https://docs.gitea.com/usage/webhooks">Webhooks</a>.
 *
 * <p>{@code X-Gitea-Signature} in hex, without a prefix, HMAC-SHA-256 over the body as sent.
 *
 * <p><b>Not signed:</b> the id {@code X-Gitea-Delivery} and the event type {@code X-Gitea-Event}; there is no
 * timestamp. A repeat under another id is therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Gitea {
    private static final HmacScheme SCHEME = HmacScheme.builder("gitea")
            .signatureHeader("X-Gitea-Signature")
            .id(MessageField.header("X-Gitea-Delivery"))
            .eventType(MessageField.header("X-Gitea-Event"))
            .contentKey(true)
            .messageHeaders("X-Gitea-Event-Type")
            .build();

    private Gitea() {}

    /**
     * Verifies requests of Gitea.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Gitea
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Gitea signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
