package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.Handshakes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The handshakes that a name, or a name and a secret, is enough for. */
final class NamedHandshakes {
    private static final List<Supplier<Handshake>> PLAIN = List.of(
            Handshakes::adobeIo,
            Handshakes::discord,
            Handshakes::dropbox,
            Handshakes::head,
            Handshakes::microsoftGraph,
            Handshakes::monday,
            Handshakes::okta,
            Handshakes::slack,
            Handshakes::twitch);

    /** Under the secret that messages are signed with. */
    private static final List<Function<Secret[], Handshake>> WITH_SECRET = List.of(Handshakes::x, Handshakes::zoom);

    private NamedHandshakes() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        all(List.of(), List.of()).map(Handshake::name).forEach(names::add);
        return names;
    }

    /** The handshake of a name; without a secret, one that needs one has a fault. */
    static Optional<Handshake> of(String name, List<Secret> ofMessages, List<Secret> own) {
        return all(ofMessages, own)
                .filter(handshake -> handshake.name().equals(name))
                .findFirst();
    }

    private static Stream<Handshake> all(List<Secret> ofMessages, List<Secret> own) {
        Secret[] secrets = ofMessages.toArray(Secret[]::new);
        return Stream.of(
                        PLAIN.stream().map(Supplier::get),
                        WITH_SECRET.stream().map(make -> make.apply(secrets)),
                        Stream.of(Handshakes.meta(own.toArray(Secret[]::new))))
                .flatMap(handshakes -> handshakes);
    }
}
