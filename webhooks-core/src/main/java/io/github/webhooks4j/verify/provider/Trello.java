package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Trello: <a href="https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/">Webhooks</a>.
 *
 * <p>{@code X-Trello-Webhook} in Base64, HMAC-SHA-1 over the body and the callback URL with nothing between them,
 * with the app's secret. The URL is the one that the receiver is configured with, and must be exactly the one
 * registered at Trello. Id and event type are the JSON members {@code action.id} and {@code action.type}; both are
 * signed. There is no timestamp in a header.
 *
 * <p>Trello asks with a HEAD whether the URL exists, which is answered by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#head}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other
 * receivers do.
 */
public final class Trello {
    private static final HmacScheme SCHEME = HmacScheme.builder("trello")
            .hash(HmacHash.SHA1)
            .template("{body}{url}")
            .signatureHeader("X-Trello-Webhook")
            .encoding(SignatureEncoding.BASE64)
            .id(MessageField.json("action.id"))
            .eventType(MessageField.json("action.type"))
            .build();

    private Trello() {}

    /**
     * Verifies requests of Trello.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Trello
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Trello signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
