package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.StaticCredentialVerifier;
import java.util.Set;
import java.util.stream.Stream;

/** The presets that are a fixed credential: nothing of the message is signed. */
final class CredentialPresets {
    private CredentialPresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                Provider.of(
                        "gitlab",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> GitLab.verifier(current, previous)),
                Provider.of(
                        "token",
                        Set.of(),
                        Set.of("header"),
                        (options, current, previous) -> Token.verifier(
                                options.getOrDefault("header", StaticCredentialVerifier.DEFAULT_TOKEN_HEADER),
                                current,
                                previous)),
                Provider.of(
                        "basic",
                        Set.of("username"),
                        Set.of(),
                        (options, current, previous) ->
                                Basic.verifier(options.getOrDefault("username", ""), current, previous)),
                Provider.of(
                        "bearer",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> Bearer.verifier(current, previous)));
    }
}
