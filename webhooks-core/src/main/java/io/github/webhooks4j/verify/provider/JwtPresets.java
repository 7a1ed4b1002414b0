package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The presets that carry a JSON Web Token. Nothing of the JWT library is touched before one is made. */
final class JwtPresets {
    private JwtPresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                Provider.of(
                        "atlassian-connect",
                        Set.of("client-key"),
                        Set.of("base-path"),
                        (options, current, previous) -> AtlassianConnect.verifier(
                                options.getOrDefault("client-key", ""),
                                options.getOrDefault("base-path", ""),
                                current,
                                previous)),
                Provider.withoutSecret(
                        "google-pubsub",
                        Set.of("audience", "email"),
                        Set.of(),
                        options -> GooglePubSub.verifier(
                                options.getOrDefault("audience", ""), options.getOrDefault("email", ""))),
                Provider.of(
                        "messagebird",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> MessageBird.verifier(current, previous)),
                Provider.withoutSecret("microsoft-graph-rich", Set.of("app-id", "tenants"), Set.of(), options -> {
                    String[] tenants = TextLists.of(options.getOrDefault("tenants", ""));
                    return MicrosoftGraphRich.verifier(
                            options.getOrDefault("app-id", ""), tenants[0], TextLists.withoutFirst(tenants));
                }),
                Provider.of(
                        "monday",
                        Set.of("audience"),
                        Set.of(),
                        (options, current, previous) ->
                                Monday.verifier(options.getOrDefault("audience", ""), current, previous)),
                Provider.of(
                        "netlify",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> Netlify.verifier(current, previous)),
                Provider.of(
                        "plaid",
                        Set.of("client-id"),
                        Set.of("environment"),
                        (options, current, previous) -> plaid(options, current)),
                Provider.of(
                        "vonage",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> Vonage.verifier(current, previous)));
    }

    /** Plaid is asked for its keys with the current secret; none of the previous ones is of use. */
    private static Verifier plaid(Map<String, String> options, Secret current) {
        String clientId = options.getOrDefault("client-id", "");
        return switch (options.getOrDefault("environment", "production")) {
            case "production" -> Plaid.verifier(clientId, current);
            case "sandbox" -> Plaid.sandbox(clientId, current);
            default ->
                throw new IllegalArgumentException("provider plaid: option environment must be production or sandbox");
        };
    }
}
