package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * DocuSign Connect: <a href="https://developers.docusign.com/platform/webhooks/connect/hmac/">HMAC security</a>.
 *
 * <p>{@code X-DocuSign-Signature-1}, {@code X-DocuSign-Signature-2} and so on in Base64, one per key that is
 * configured there; HMAC-SHA-256 over the body. Any may match; the first 32 are looked at. The event type is the JSON
 * member {@code event}, which is signed. There is no id and no timestamp in a header. Bodies hold the time at which
 * they were made, so a repeat of the very request is told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class DocuSign {
    private static final HmacScheme SCHEME = HmacScheme.builder("docusign")
            .numberedSignatureHeaders("X-DocuSign-Signature-", 32)
            .encoding(SignatureEncoding.BASE64)
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private DocuSign() {}

    /**
     * Verifies requests of DocuSign.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of DocuSign
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How DocuSign signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
