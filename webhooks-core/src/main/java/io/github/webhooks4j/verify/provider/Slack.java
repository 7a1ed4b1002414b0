package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Slack: <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from
 * Slack</a>.
 *
 * <p>{@code X-Slack-Signature: v0=<hex>}, HMAC-SHA-256 over {@code v0:ts:body} with {@code X-Slack-Request-Timestamp}
 * in seconds. Tolerance five minutes, in both directions.
 *
 * <p>The id is the JSON member {@code event_id} of the Events API. The event type is {@code event.type} (such as
 * {@code app_mention}) where there is one, else the outer {@code type} (such as {@code url_verification}), else
 * {@code command} of a slash command's form. All are signed. Slash commands and interactions have no id.
 */
public final class Slack {
    private static final HmacScheme SCHEME = HmacScheme.builder("slack")
            .template("v0:{ts}:{body}")
            .signatureHeader("X-Slack-Signature")
            .syntax(SignatureSyntax.prefix("v0="))
            .timestamp(MessageField.header("X-Slack-Request-Timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.json("event_id"))
            .eventType(MessageField.json("event.type")
                    .or(MessageField.json("type"))
                    .or(MessageField.form("command")))
            .messageHeaders("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
            .build();

    private Slack() {}

    /**
     * Verifies requests of Slack.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Slack
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Slack signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
