package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * GitHub, the legacy header:
 * <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating webhook
 * deliveries</a>.
 *
 * <p>{@code X-Hub-Signature: sha1=<hex>}, HMAC-SHA-1 over the body as sent. For old servers that know nothing else;
 * everybody else has {@link GitHub}, which does not look at this header.
 *
 * <p><b>Not signed:</b> the id {@code X-GitHub-Delivery} and the event type {@code X-GitHub-Event}; there is no
 * timestamp. A repeat under another id is therefore told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class GitHubSha1 {
    private static final HmacScheme SCHEME = HmacScheme.builder("github-sha1")
            .hash(HmacHash.SHA1)
            .signatureHeader("X-Hub-Signature")
            .syntax(SignatureSyntax.prefix("sha1="))
            .id(MessageField.header("X-GitHub-Delivery"))
            .eventType(MessageField.header("X-GitHub-Event"))
            .contentKey(true)
            .messageHeaders("X-GitHub-Hook-ID")
            .build();

    private GitHubSha1() {}

    /**
     * Verifies requests of GitHub.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of GitHub
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How GitHub signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
