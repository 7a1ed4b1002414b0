package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Webflow: <a href="https://developers.webflow.com/data/docs/working-with-webhooks">Working with webhooks</a>.
 *
 * <p>{@code x-webflow-signature} in hex, HMAC-SHA-256 over {@code ts:body} with {@code x-webflow-timestamp} in
 * milliseconds; the key is the client secret of the app that made the webhook, or the webhook's own secret. Webhooks
 * made in the dashboard may be unsigned. Tolerance five minutes, as Webflow advises, in both directions. The event
 * type is the JSON member {@code triggerType}, which is signed. There is no id; a repeat of the very request is told
 * by {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that Webflow signs anew is not.
 *
 * <p>Webflow's page signs {@code JSON.stringify} of the parsed body, which are the bytes that it sends; this, and that
 * a webhook may have its own secret, is what other receivers do.
 */
public final class Webflow {
    private static final HmacScheme SCHEME = HmacScheme.builder("webflow")
            .template("{ts}:{body}")
            .signatureHeader("x-webflow-signature")
            .timestamp(MessageField.header("x-webflow-timestamp"), TimestampFormat.MILLISECONDS)
            .eventType(MessageField.json("triggerType"))
            .contentKey(true)
            .build();

    private Webflow() {}

    /**
     * Verifies requests of Webflow.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Webflow
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Webflow signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
