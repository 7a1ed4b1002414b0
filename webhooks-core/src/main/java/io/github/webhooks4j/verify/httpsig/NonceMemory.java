package io.github.webhooks4j.verify.httpsig;

import java.time.Instant;

/**
 * Remembers the nonces of verified requests, so that none is verified twice. Thread-safe, and shared by all nodes
 * that serve the same source. What it throws makes the verdict {@link io.github.webhooks4j.verify.Unavailable}.
 *
 * <p>Only for senders that sign every attempt anew: one that repeats the same bytes is rejected.
 */
@FunctionalInterface
public interface NonceMemory {
    /**
     * Remembers a nonce, atomically.
     *
     * @param keyId whose it is
     * @param nonce at most 256 characters of ASCII
     * @param until it may be forgotten after this instant, which lies twice the greatest age ahead at most
     * @return whether it is new; {@code false} when it is remembered already
     * @throws Exception it could not be asked: the request is answered 503
     */
    boolean remember(String keyId, String nonce, Instant until) throws Exception;
}
