package io.github.webhooks4j.send.target;

import java.net.InetAddress;
import java.util.Optional;

/** What the target policy says of a URL. */
public sealed interface TargetVerdict {
    /**
     * The URL may be used; its addresses are judged at each connection.
     *
     * @param https whether TLS is spoken
     * @param host the host in lower case, a literal without brackets
     * @param port the port to dial
     * @param literal the address, when the host is one
     */
    record Allowed(boolean https, String host, int port, Optional<InetAddress> literal) implements TargetVerdict {}

    /**
     * The URL, or an address of its host, is refused.
     *
     * @param reason why, in words for the endpoint's owner: never the address that a name resolved to
     */
    record Refused(String reason) implements TargetVerdict {}
}
