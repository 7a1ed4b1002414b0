package io.github.webhooks4j.send.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks up the addresses of a name. Called off the sending threads, once for each new connection, never for a
 * literal; it may block, and is given up on at a deadline.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface AddressResolver {
    /**
     * The addresses of a name.
     *
     * @param host a receiver's name in lower case, with a dot at its end so that no search list applies; or a proxy's
     *     host as the operator has written it, an address too
     * @return at least one address
     * @throws UnknownHostException when there is none, or the look-up failed
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
