package io.github.webhooks4j.send.target;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of this host's own interfaces: even a public one is reached without leaving the host. Looked at
 * again when what is known is older than 30 seconds; thread-safe.
 */
final class OwnAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(TargetPolicy.class);
    private static final Duration KEPT = Duration.ofSeconds(30);

    /** Lists the addresses of all interfaces. */
    @FunctionalInterface
    interface Enumeration {
        Set<InetAddress> addresses() throws SocketException;
    }

    private record Seen(Set<InetAddress> addresses, long at) {}

    private final Enumeration enumeration;
    private final LongSupplier nanoTime;
    private volatile @Nullable Seen seen;
    private boolean failureTold;

    OwnAddresses(Enumeration enumeration, LongSupplier nanoTime) {
        this.enumeration = enumeration;
        this.nanoTime = nanoTime;
    }

    static OwnAddresses ofThisHost() {
        return new OwnAddresses(OwnAddresses::ofInterfaces, System::nanoTime);
    }

    private static Set<InetAddress> ofInterfaces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(InetAddress address) {
        Seen known = seen;
        if (known == null || isOld(known)) {
            known = look();
        }
        return known.addresses.contains(address);
    }

    private boolean isOld(Seen known) {
        return nanoTime.getAsLong() - known.at >= KEPT.toNanos();
    }

    private synchronized Seen look() {
        Seen known = seen;
        if (known == null || isOld(known)) {
            known = new Seen(enumerated(known == null ? Set.of() : known.addresses), nanoTime.getAsLong());
            seen = known;
        }
        return known;
    }

    /** On failure what was known stays known, and nothing is added. */
    private Set<InetAddress> enumerated(Set<InetAddress> before) {
        try {
            return Set.copyOf(enumeration.addresses());
        } catch (SocketException e) {
            if (!failureTold) {
                failureTold = true;
                LOG.warn("own interface addresses cannot be listed, public ones are not refused as targets", e);
            }
            return before;
        }
    }
}
