package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import java.time.Duration;

/**
 * Webhooks to apps on Atlassian Connect, as its documentation
 * <a href="https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/">Understanding
 * JWT for Connect apps</a> has it.
 *
 * <p>A token in {@code Authorization: JWT}, HS256 with the shared secret of one installation, issued by that
 * installation's client key, which expires within an hour. Its claim {@code qsh} is a hash of method, path and query,
 * so those are signed; {@code context-qsh}, which covers nothing, is rejected. <b>Not signed:</b> the body. The message
 * id is {@code X-Atlassian-Webhook-Identifier}, which is general knowledge only; the event type is the JSON member
 * {@code webhookEvent}, or else {@code event}. Life-cycle callbacks, which are signed with RS256, are not covered.
 *
 * <p>Each installation has a secret of its own: give each a source of its own, or choose the verifier by the tenant.
 */
public final class AtlassianConnect {
    private AtlassianConnect() {}

    /**
     * Verifies requests of one installation.
     *
     * @param clientKey the client key of the installation
     * @param basePath the path of the app's base URL, which is not part of what is signed: empty, or such as
     *     {@code /app}
     * @param current the shared secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the client key is blank, or the base path is none
     */
    public static Verifier verifier(String clientKey, String basePath, Secret current, Secret... previous) {
        AtlassianQsh qsh = new AtlassianQsh(basePath);
        return JwtVerifier.builder("atlassian-connect", JwtKeys.hs256(current, previous))
                .authorization("JWT")
                .issuers(clientKey)
                .expires(Duration.ofHours(1))
                .check(qsh, SignedPart.METHOD, SignedPart.URL)
                .id(MessageField.header("X-Atlassian-Webhook-Identifier"))
                .eventType(MessageField.json("webhookEvent").or(MessageField.json("event")))
                .build();
    }
}
