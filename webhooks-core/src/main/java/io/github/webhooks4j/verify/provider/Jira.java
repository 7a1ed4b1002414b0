package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * Webhooks of Jira Cloud that were given a secret: <a
 * href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Webhooks</a>. Not Atlassian Connect, which
 * sends a JWT.
 *
 * <p>{@code X-Hub-Signature: sha256=<hex>}, HMAC-SHA-256 over the body. The event type is the JSON member
 * {@code webhookEvent}, which is signed.
 *
 * <p><b>Not signed:</b> the id {@code X-Atlassian-Webhook-Identifier}; there is no timestamp in a header. Bodies hold
 * their time in milliseconds, so a repeat under another id is told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>The scheme and that the id stays the same over retries are not verified against the provider's own software: it
 * is general knowledge and what other receivers do.
 */
public final class Jira {
    private static final HmacScheme SCHEME = HmacScheme.builder("jira")
            .signatureHeader("X-Hub-Signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .id(MessageField.header("X-Atlassian-Webhook-Identifier"))
            .eventType(MessageField.json("webhookEvent"))
            .contentKey(true)
            .build();

    private Jira() {}

    /**
     * Verifies requests of Jira.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Jira
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Jira signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
