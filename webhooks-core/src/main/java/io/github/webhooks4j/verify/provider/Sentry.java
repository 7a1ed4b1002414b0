package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Sentry: <a href="https://docs.sentry.io/organization/integrations/integration-platform/webhooks/">Webhooks</a> of
 * the integration platform.
 *
 * <p>{@code Sentry-Hook-Signature} in hex, HMAC-SHA-256 over the body with the client secret.
 *
 * <p><b>Not signed:</b> the id {@code Request-ID}, the event type {@code Sentry-Hook-Resource} and the time
 * {@code Sentry-Hook-Timestamp}, which is therefore not looked at. An issue that is resolved twice may give the same
 * body twice, so a repeat under another id <em>cannot</em> be told.
 */
public final class Sentry {
    private static final HmacScheme SCHEME = HmacScheme.builder("sentry")
            .signatureHeader("Sentry-Hook-Signature")
            .id(MessageField.header("Request-ID"))
            .eventType(MessageField.header("Sentry-Hook-Resource"))
            .messageHeaders("Sentry-Hook-Timestamp")
            .build();

    private Sentry() {}

    /**
     * Verifies requests of Sentry.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Sentry
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Sentry signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
