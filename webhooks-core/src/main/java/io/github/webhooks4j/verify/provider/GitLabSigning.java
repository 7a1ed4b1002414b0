package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * GitLab with a signing token: <a href="https://docs.gitlab.com/user/project/integrations/webhooks/">Webhooks</a>.
 * With the older secret token see {@link GitLab}, which covers nothing of the message.
 *
 * <p>{@link StandardWebhooks} with {@code webhook-*} header names: HMAC-SHA-256 over {@code id.timestamp.body},
 * tolerance five minutes in both directions; the token is {@code whsec_} and Base64. The id is signed. So is the
 * event type, which is the JSON member {@code object_kind}, such as {@code push}, or else {@code event_name}, as
 * system hooks have it, which is general knowledge; {@code X-Gitlab-Event} tells the same in other words and is not
 * signed.
 */
public final class GitLabSigning {
    /** The same with either kind of token. */
    static final MessageField EVENT_TYPE = MessageField.json("object_kind").or(MessageField.json("event_name"));

    private static final HmacScheme SCHEME =
            StandardWebhooks.scheme("gitlab-signing", "webhook-", KeyForm.base64("whsec_"), EVENT_TYPE);

    private GitLabSigning() {}

    /**
     * Verifies requests of GitLab.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of GitLab
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How GitLab signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
