package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The presets that are a fixed credential: nothing of the message is signed. */
final class CredentialPresets {
    private CredentialPresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                Provider.of("token", Set.of(), Set.of("header", "place"), CredentialPresets::token),
                Provider.of(
                        "okta",
                        Set.of(),
                        Set.of("header"),
                        (options, current, previous) ->
                                Okta.verifier(options.getOrDefault("header", "Authorization"), current, previous)),
                plain("auth0", Auth0::verifier),
                plain("telegram", Telegram::verifier),
                plain("google-channel", GoogleChannel::verifier),
                plain("microsoft-graph", MicrosoftGraph::verifier),
                plain("cloudevents", CloudEvents::verifier),
                withUsername("postmark", Postmark::verifier),
                withUsername("chargebee", Chargebee::verifier),
                withUsername("basic", Basic::verifier),
                plain("gitlab", GitLab::verifier),
                plain("bearer", Bearer::verifier));
    }

    /** Made of secrets alone. */
    @FunctionalInterface
    private interface OfSecrets {
        Verifier create(Secret current, Secret... previous);
    }

    /** Made of a user name and passwords. */
    @FunctionalInterface
    private interface OfUsername {
        Verifier create(String username, Secret current, Secret... previous);
    }

    private static Provider plain(String name, OfSecrets made) {
        return Provider.of(name, Set.of(), Set.of(), (options, current, previous) -> made.create(current, previous));
    }

    private static Provider withUsername(String name, OfUsername made) {
        return Provider.of(
                name,
                Set.of("username"),
                Set.of(),
                (options, current, previous) -> made.create(options.getOrDefault("username", ""), current, previous));
    }

    private static Verifier token(Map<String, String> options, Secret current, Secret... previous) {
        String place = options.get("place");
        if (place == null) {
            String header = options.getOrDefault("header", StaticCredentialVerifier.DEFAULT_TOKEN_HEADER);
            return Token.verifier(header, current, previous);
        }
        if (options.containsKey("header")) {
            throw new IllegalArgumentException("provider token: options header and place exclude each other");
        }
        MessageField field = PlaceOption.read(place)
                .orElseThrow(
                        () -> new IllegalArgumentException("provider token: " + PlaceOption.fault("place", place)));
        return Token.verifier(field, current, previous);
    }
}
