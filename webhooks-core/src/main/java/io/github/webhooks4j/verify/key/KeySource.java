package io.github.webhooks4j.verify.key;

import java.io.IOException;

/**
 * Where a {@link KeyCache} gets keys from: usually a {@link KeyFetcher} and a parser.
 *
 * @param <A> what names a key: an address, an id
 * @param <K> the key, ready for use
 */
@FunctionalInterface
public interface KeySource<A, K> {
    /**
     * Gets a key.
     *
     * @param name what names it
     * @return the key
     * @throws IOException when it cannot be had, or is none; its message is logged, so it tells nothing secret
     */
    K load(A name) throws IOException;
}
