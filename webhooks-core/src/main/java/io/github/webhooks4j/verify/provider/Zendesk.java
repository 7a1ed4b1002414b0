package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Zendesk: <a href="https://developer.zendesk.com/documentation/webhooks/verifying/">Verifying webhooks</a>.
 *
 * <p>{@code X-Zendesk-Webhook-Signature} in Base64, HMAC-SHA-256 over the time and the body with nothing between
 * them; {@code X-Zendesk-Webhook-Signature-Timestamp} as RFC 3339. The key is the secret's text: it looks like Base64
 * and is not to be decoded. Tolerance five minutes, in both directions.
 *
 * <p>The event type is the JSON member {@code type} where Zendesk writes the body, which is general knowledge only;
 * bodies of triggers are whatever somebody wrote. <b>Not signed:</b> the id {@code X-Zendesk-Webhook-Invocation-Id}.
 * Triggers may send the same body for distinct events, so within the tolerance a repeat under another id
 * <em>cannot</em> be told.
 *
 * <p>Before a webhook exists, Zendesk tests it with {@link #TEST_SECRET}, which everybody knows: it is refused, save
 * with {@link #testScheme()}.
 */
public final class Zendesk {
    /** What Zendesk signs with when a webhook is tested before it is created; it is published. */
    public static final String TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

    private static final HmacScheme SCHEME = scheme(KeyForm.utf8().refusing(TEST_SECRET));

    private Zendesk() {}

    /**
     * Verifies requests of Zendesk.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Zendesk
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Zendesk signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }

    /**
     * How Zendesk signs, with {@link #TEST_SECRET} allowed: for trying a webhook out, never in production.
     *
     * @return the scheme
     */
    public static HmacScheme testScheme() {
        return scheme(KeyForm.utf8());
    }

    private static HmacScheme scheme(KeyForm key) {
        return HmacScheme.builder("zendesk")
                .key(key)
                .template("{ts}{body}")
                .signatureHeader("X-Zendesk-Webhook-Signature")
                .encoding(SignatureEncoding.BASE64)
                .timestamp(MessageField.header("X-Zendesk-Webhook-Signature-Timestamp"), TimestampFormat.RFC3339)
                .id(MessageField.header("X-Zendesk-Webhook-Invocation-Id"))
                .eventType(MessageField.json("type"))
                .build();
    }
}
