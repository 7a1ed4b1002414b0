package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.CredentialRequests;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets that are a fixed credential. */
final class CredentialPresetCases {
    private static final List<Secret> SECRETS = List.of(
            Secret.of("a token of the preset tests"),
            Secret.of("another token of the preset tests"),
            Secret.of("a third token of the preset tests"));

    private CredentialPresetCases() {}

    static Stream<PresetCase> all() {
        return Stream.of(
                of("token", Map.of(), secret -> SignedRequest.token("X-Webhook-Token", secret)),
                of("gitlab", Map.of(), secret -> SignedRequest.token("X-Gitlab-Token", secret)),
                of("basic", Map.of("username", "user"), secret -> SignedRequest.basic("user", secret)),
                of("bearer", Map.of(), SignedRequest::bearer),
                of("cloudevents", Map.of(), secret -> CredentialRequests.inQuery("access_token", secret)),
                of("okta", Map.of(), secret -> SignedRequest.token("Authorization", secret)),
                of("auth0", Map.of(), secret -> SignedRequest.token("Authorization", secret)),
                of("telegram", Map.of(), secret -> SignedRequest.token("X-Telegram-Bot-Api-Secret-Token", secret)),
                of("google-channel", Map.of(), secret -> SignedRequest.token("X-Goog-Channel-Token", secret)),
                of("postmark", Map.of("username", "user"), secret -> SignedRequest.basic("user", secret)),
                of("chargebee", Map.of("username", "user"), secret -> SignedRequest.basic("user", secret)),
                graph());
    }

    private static PresetCase graph() {
        PresetCase graph = of("microsoft-graph", Map.of(), CredentialRequests::microsoftGraph);
        String body = "{\"value\":[{\"id\":\"n_1\"},{\"id\":\"n_2\"}]}";
        return new PresetCase(graph.name(), graph.accepting(), graph.signedBy(), body);
    }

    /** A preset that is made of secrets and options, with the secrets of this class. */
    static PresetCase of(String name, Map<String, String> options, Function<Secret, SignedRequest> signed) {
        return new PresetCase(
                        name,
                        keys -> Providers.byName(name)
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(SECRETS::get)
                                                .toList(),
                                        options),
                        key -> signed.apply(SECRETS.get(key)),
                        PresetCase.JSON)
                .withSecrets(SECRETS, options);
    }
}
