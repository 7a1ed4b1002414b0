package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The addresses of a destination, all of them allowed by the target policy. */
final class Addresses {
    private final TargetPolicy policy;
    private final Lookups lookups;

    Addresses(TargetPolicy policy, Lookups lookups) {
        this.policy = policy;
        this.lookups = lookups;
    }

    /**
     * At least one address; fails with a {@link Failure}. A literal is judged, and never looked up. A proxy is the
     * operator's own choice: its addresses are not judged.
     */
    CompletableFuture<List<InetAddress>> of(Destination destination) {
        Optional<InetAddress> literal = destination.literal();
        if (literal.isPresent()) {
            return CompletableFuture.completedFuture(List.of(literal.get())).thenApply(this::vetted);
        }
        return destination.proxy() == null
                ? lookups.resolve(destination.nameToDial()).thenApply(this::vetted)
                : lookups.resolveAsWritten(destination.nameToDial());
    }

    private List<InetAddress> vetted(List<InetAddress> addresses) {
        Optional<TargetVerdict.Refused> refused = policy.addresses(addresses);
        if (refused.isPresent()) {
            throw new CompletionException(
                    new Failure(ErrorKind.REFUSED_ADDRESS, refused.get().reason()));
        }
        return addresses;
    }

    static Failure failureIn(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof Failure failure ? failure : new Failure(ErrorKind.DNS, "the address look-up failed");
    }
}
