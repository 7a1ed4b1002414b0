package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.JwtRequests;
import io.github.webhooks4j.testkit.JwtSigner;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.KeyFetcher;
import io.github.webhooks4j.verify.provider.GooglePubSub;
import io.github.webhooks4j.verify.provider.MicrosoftGraphRich;
import io.github.webhooks4j.verify.provider.Plaid;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets that carry a JSON Web Token. */
final class JwtPresetCases {
    private static final List<Secret> SECRETS = List.of(
            Secret.of("a secret of the preset tests"),
            Secret.of("another secret of the preset tests"),
            Secret.of("a third secret of the preset tests"));
    private static final List<JwtSigner> SIGNERS =
            List.of(JwtSigner.rs256("key-0"), JwtSigner.rs256("key-1"), JwtSigner.rs256("key-2"));

    private static final List<JwtSigner> BY_ID =
            List.of(JwtSigner.es256("key-0"), JwtSigner.es256("key-1"), JwtSigner.es256("key-2"));

    private JwtPresetCases() {}

    static Stream<PresetCase> all() {
        String url = PresetCase.URL;
        return Stream.of(
                shared(
                        "atlassian-connect",
                        Map.of("client-key", "client"),
                        secret -> JwtRequests.atlassianConnect("client", secret)),
                shared("messagebird", Map.of(), JwtRequests::messageBird),
                shared("monday", Map.of("audience", url), secret -> JwtRequests.monday(url, secret)),
                shared("netlify", Map.of(), JwtRequests::netlify),
                shared("vonage", Map.of(), JwtRequests::vonage),
                new PresetCase(
                        "plaid",
                        keys -> Plaid.verifier(kid -> IntStream.of(keys)
                                .filter(key -> kid.equals("key-" + key))
                                .mapToObj(key -> BY_ID.get(key).jwk())
                                .findFirst()),
                        key -> JwtRequests.plaid(BY_ID.get(key)),
                        PresetCase.JSON),
                published(
                        "google-pubsub",
                        fetcher -> GooglePubSub.verifier(fetcher, url, "push@example.com"),
                        signer -> JwtRequests.googlePubSub(signer, url, "push@example.com")),
                published(
                        "microsoft-graph-rich",
                        fetcher -> MicrosoftGraphRich.verifier(fetcher, "app", "tenant"),
                        signer -> JwtRequests.microsoftGraphRich(signer, "app", "tenant")));
    }

    private static PresetCase shared(String name, Map<String, String> options, Function<Secret, SignedRequest> signed) {
        return new PresetCase(
                        name,
                        keys -> Providers.byName(name)
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(SECRETS::get)
                                                .toList(),
                                        options),
                        key -> signed.apply(SECRETS.get(key)).externalUrl(PresetCase.URL),
                        PresetCase.JSON)
                .withSecrets(SECRETS, options);
    }

    private static PresetCase published(
            String name, Function<KeyFetcher, Verifier> verifier, Function<JwtSigner, SignedRequest> signed) {
        return new PresetCase(
                name,
                keys -> verifier.apply(JwtSigner.published(
                        IntStream.of(keys).mapToObj(SIGNERS::get).toArray(JwtSigner[]::new))),
                key -> signed.apply(SIGNERS.get(key)),
                PresetCase.JSON);
    }
}
