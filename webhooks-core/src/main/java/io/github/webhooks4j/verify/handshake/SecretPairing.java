package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Secret;

/**
 * Takes the secret that a provider brings along in its first request. Whoever asks first is believed, so let it be
 * open only while you register the webhook, for one secret, and closed else. Thread-safe.
 */
@FunctionalInterface
public interface SecretPairing {
    /**
     * Offers a secret.
     *
     * @param secret from a request that proves nothing; keep it where the source's verifier finds it (see {@link
     *     io.github.webhooks4j.verify.PerRequestVerifier}) before you return
     * @return whether pairing was open and the secret is kept
     */
    boolean offer(Secret secret);
}
