package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verifier;

/**
 * CircleCI: <a href="https://circleci.com/docs/guides/integration/outbound-webhooks/">Outbound webhooks</a>.
 *
 * <p>{@code circleci-signature: v1=<hex>}, a list of versions separated by commas of which {@code v1} is looked at;
 * HMAC-SHA-256 over the body. Id and event type are the JSON members {@code id} and {@code type}; both are signed.
 * There is no timestamp in a header.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class CircleCI {
    private static final HmacScheme SCHEME = HmacScheme.builder("circleci")
            .signatureHeader("circleci-signature")
            .syntax(SignatureSyntax.taggedList(',', "v1="))
            .id(MessageField.json("id"))
            .eventType(MessageField.json("type"))
            .build();

    private CircleCI() {}

    /**
     * Verifies requests of CircleCI.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of CircleCI
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How CircleCI signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
