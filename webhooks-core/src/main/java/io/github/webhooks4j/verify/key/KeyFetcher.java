package io.github.webhooks4j.verify.key;

import java.io.IOException;
import java.net.URI;

/**
 * Gets what a provider publishes at an address: a set of keys or a certificate. {@link HttpsKeyFetcher} is the
 * one to use; write another for a proxy of one's own, or for tests.
 *
 * <p><b>Threads.</b> Called by several threads at once. <b>Cost.</b> Blocks for a time that the implementation
 * has to bound; whoever asks through a {@link KeyCache} waits no longer than that cache allows.
 */
@FunctionalInterface
public interface KeyFetcher {
    /**
     * Gets the bytes.
     *
     * @param address an address that the caller has compared with what the provider documents; an implementation
     *     follows no redirect away from it
     * @return what is published there
     * @throws IOException when it cannot be had, with a message that tells nothing of the address
     */
    byte[] fetch(URI address) throws IOException;
}
