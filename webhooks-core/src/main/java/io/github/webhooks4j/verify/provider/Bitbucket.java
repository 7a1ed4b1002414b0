package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Bitbucket Cloud and Data Center: <a
 * href="https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/">Manage webhooks</a>, "Secure webhooks".
 *
 * <p>{@code X-Hub-Signature: sha256=<hex>}, HMAC-SHA-256 over the body. The header has GitHub's older name and the
 * hash of GitHub's newer one.
 *
 * <p><b>Not signed:</b> the id {@code X-Request-UUID} and the event type {@code X-Event-Key}; there is no timestamp.
 * A repeat under another id is therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class Bitbucket {
    private static final HmacScheme SCHEME = HmacScheme.builder("bitbucket")
            .signatureHeader("X-Hub-Signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .id(MessageField.header("X-Request-UUID"))
            .eventType(MessageField.header("X-Event-Key"))
            .contentKey(true)
            .messageHeaders("X-Hook-UUID", "X-Attempt-Number")
            .build();

    private Bitbucket() {}

    /**
     * Verifies requests of Bitbucket.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Bitbucket
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Bitbucket signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
