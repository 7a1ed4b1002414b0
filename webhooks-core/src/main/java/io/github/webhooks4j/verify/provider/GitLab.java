package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * GitLab with a secret token: <a href="https://docs.gitlab.com/user/project/integrations/webhooks/">Webhooks</a>.
 *
 * <p>{@code X-Gitlab-Token} is the token itself. <b>Nothing is signed:</b> whoever sees one request can send others
 * with any body, and a repeat under another id <em>cannot</em> be told. Prefer a signing token and {@link
 * GitLabSigning}.
 *
 * <p>The id is {@code Idempotency-Key}, which stays the same over retries, or else {@code X-Gitlab-Event-UUID}; the
 * event type is the JSON member {@code object_kind}, such as {@code push}, or else {@code event_name}, as system
 * hooks have it. Those members, and that the id stays the same, are general knowledge.
 */
public final class GitLab {
    private static final MessageField ID =
            MessageField.header("Idempotency-Key").or(MessageField.header("X-Gitlab-Event-UUID"));

    private GitLab() {}

    /**
     * Accepts requests with a token.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return StaticCredentialVerifier.token("X-Gitlab-Token", current, previous)
                .telling("gitlab", ID, GitLabSigning.EVENT_TYPE);
    }
}
