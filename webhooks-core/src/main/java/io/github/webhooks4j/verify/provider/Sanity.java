package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Sanity, GROQ-powered webhooks: <a href="https://www.sanity.io/docs/content-lake/webhooks">Webhooks</a>.
 *
 * <p>{@code sanity-webhook-signature: t=<milliseconds>,v1=<base64url>}, HMAC-SHA-256 over {@code t.body}. Tolerance
 * five minutes, in both directions; Sanity's library looks at no time at all. There is no event type but
 * {@code sanity-operation}, which is not signed.
 *
 * <p><b>Not signed:</b> the id {@code idempotency-key}. A repeat of the very request under another id is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Sanity signs anew is not. The header
 * names besides the signature are general knowledge.
 */
public final class Sanity {
    private static final HmacScheme SCHEME = HmacScheme.builder("sanity")
            .template("{ts}.{body}")
            .signatureHeader("sanity-webhook-signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .encoding(SignatureEncoding.BASE64URL)
            .timestampInSignature(TimestampFormat.MILLISECONDS)
            .id(MessageField.header("idempotency-key"))
            .eventType(MessageField.header("sanity-operation"))
            .contentKey(true)
            .messageHeaders("sanity-document-id", "sanity-project-id", "sanity-dataset")
            .build();

    private Sanity() {}

    /**
     * Verifies requests of Sanity.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Sanity
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Sanity signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
