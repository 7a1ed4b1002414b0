package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The handshakes that what a file can hold is enough for: a name, secrets, an option of the provider. */
final class NamedHandshakes {
    /** What a sender of CloudEvents is granted that asks for a rate, in requests per minute. */
    private static final int CLOUD_EVENTS_RATE = 600;

    private static final List<Supplier<Handshake>> PLAIN = List.of(
            Handshakes::adobeIo,
            Handshakes::discord,
            Handshakes::dropbox,
            Handshakes::head,
            Handshakes::microsoftGraph,
            Handshakes::monday,
            Handshakes::okta,
            Handshakes::slack,
            Handshakes::twitch,
            () -> Handshakes.cloudEvents(CLOUD_EVENTS_RATE, "*"),
            // the handshake has checked that the host is that of the topic's own region
            () -> Handshakes.sns(url -> HttpsKeyFetcher.of(url.getHost()).fetch(url)));

    /** Under the secret that messages are signed with. */
    private static final List<Function<Secret[], Handshake>> WITH_SECRET = List.of(Handshakes::x, Handshakes::zoom);

    /** What the senders of a provider ask; whoever is not here asks nothing, or more than a file can answer. */
    private static final Map<String, List<String>> OF_PROVIDERS = new TreeMap<>(Map.ofEntries(
            Map.entry("braintree", List.of("braintree")),
            Map.entry("cloudevents", List.of("cloudevents")),
            Map.entry("discord", List.of("discord")),
            Map.entry("dropbox", List.of("dropbox")),
            Map.entry("ebay", List.of("ebay")),
            Map.entry("intercom", List.of("head")),
            Map.entry("mandrill", List.of("head")),
            Map.entry("meta", List.of("meta")),
            Map.entry("microsoft-graph", List.of("microsoft-graph")),
            Map.entry("microsoft-graph-rich", List.of("microsoft-graph")),
            Map.entry("monday", List.of("monday")),
            Map.entry("okta", List.of("okta")),
            Map.entry("slack", List.of("slack")),
            Map.entry("sns", List.of("sns")),
            Map.entry("trello", List.of("head")),
            Map.entry("twitch", List.of("twitch")),
            Map.entry("x", List.of("x")),
            Map.entry("xero", List.of()), // its probes are ordinary messages
            Map.entry("zoom", List.of("zoom"))));

    private final List<Secret> ofMessages;
    private final List<Secret> own;
    private final Map<String, String> options;
    private final String url;

    /**
     * The handshakes of one source.
     *
     * @param ofMessages the secrets that messages are signed with, the current one first
     * @param own the secrets that only a handshake has
     * @param options those of the source
     * @param url the source's own, for those that sign it; empty when nobody told it
     */
    NamedHandshakes(List<Secret> ofMessages, List<Secret> own, Map<String, String> options, String url) {
        this.ofMessages = ofMessages;
        this.own = own;
        this.options = options;
        this.url = url;
    }

    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        new NamedHandshakes(List.of(), List.of(), Map.of(), "")
                .all()
                .map(Handshake::name)
                .forEach(names::add);
        return names;
    }

    /** The providers whose handshake can be switched on without naming it. */
    static Set<String> providers() {
        return OF_PROVIDERS.keySet();
    }

    /** The names of the handshakes of a provider; absent when a file cannot switch them on. */
    static Optional<List<String>> namesOf(String provider) {
        return Optional.ofNullable(OF_PROVIDERS.get(provider));
    }

    /** The handshake of a name; without a secret, one that needs one has a fault. */
    Optional<Handshake> of(String name) {
        return all().filter(handshake -> handshake.name().equals(name)).findFirst();
    }

    private Stream<Handshake> all() {
        Secret[] secrets = ofMessages.toArray(Secret[]::new);
        Secret[] tokens = own.toArray(Secret[]::new);
        return Stream.of(
                        PLAIN.stream().map(Supplier::get),
                        WITH_SECRET.stream().map(make -> make.apply(secrets)),
                        Stream.of(Handshakes.meta(tokens), Handshakes.ebay(url, tokens), braintree()))
                .flatMap(handshakes -> handshakes);
    }

    /** Answered with the key pair that messages are signed with now. */
    private Handshake braintree() {
        String publicKey =
                options.getOrDefault("public-key-id", "").split(",", -1)[0].strip();
        return Handshakes.braintree(publicKey, ofMessages.stream().limit(1).toArray(Secret[]::new));
    }
}
