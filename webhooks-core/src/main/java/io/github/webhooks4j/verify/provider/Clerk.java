package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Clerk, which sends through Svix: <a href="https://clerk.com/docs/webhooks/sync-data">Sync Clerk data with
 * webhooks</a>.
 *
 * <p>{@link StandardWebhooks} under the header names {@code svix-id}, {@code svix-timestamp} and
 * {@code svix-signature} alone: HMAC-SHA-256 over {@code id.timestamp.body}, tolerance five minutes in both
 * directions. The id is signed, and so is the event type, the JSON member {@code type}. {@link Svix} takes the
 * {@code webhook-*} names as well.
 */
public final class Clerk {
    private static final HmacScheme SCHEME = StandardWebhooks.scheme("clerk", "svix-");

    private Clerk() {}

    /**
     * Verifies requests of Clerk.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Clerk
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Clerk signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
