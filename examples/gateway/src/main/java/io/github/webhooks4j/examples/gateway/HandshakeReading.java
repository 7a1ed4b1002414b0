package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.verify.handshake.Handshake;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads which handshakes a source answers: names between commas, {@code true} for those of its provider. A verify token
 * alone switches that of its provider on, for it is good for nothing else.
 *
 * @param provider the name of the source's provider
 * @param options those of the source
 * @param named the handshakes that there are
 * @param fault takes what is wrong
 */
record HandshakeReading(String provider, Map<String, String> options, NamedHandshakes named, Consumer<String> fault) {
    private static final String OF_PROVIDER = "true";
    private static final String NONE = "false";

    List<Handshake> handshakes() {
        List<Handshake> handshakes = new ArrayList<>();
        for (String name : names()) {
            Optional<Handshake> known = named.of(name);
            known.ifPresent(handshakes::add);
            if (known.isEmpty()) {
                fault.accept("is unknown: '" + name + "'; known: " + String.join(", ", NamedHandshakes.names())
                        + "; or true or false");
            }
        }
        handshakes.forEach(
                handshake -> handshake.faults().forEach(what -> fault.accept(handshake.name() + ": " + what)));
        return handshakes;
    }

    private Set<String> names() {
        String standard = options.containsKey(SourceKey.VERIFY_TOKEN) ? OF_PROVIDER : NONE;
        String text = options.getOrDefault(SourceKey.HANDSHAKE, standard);
        Set<String> names = new LinkedHashSet<>();
        if (text.isEmpty() || text.equals(NONE)) {
            return names;
        }
        for (String name : text.split("\\s*,\\s*", -1)) {
            if (name.equals(OF_PROVIDER)) {
                names.addAll(namesOfProvider());
            } else {
                names.add(name);
            }
        }
        return names;
    }

    private List<String> namesOfProvider() {
        Optional<List<String>> names = NamedHandshakes.namesOf(provider);
        if (names.isEmpty()) {
            fault.accept("is true, but " + provider + " has none that a file can switch on; those that have one: "
                    + String.join(", ", NamedHandshakes.providers()));
        }
        return names.orElse(List.of());
    }
}
