package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The presets whose provider signs with a private key; what is configured as a secret is the public one. */
final class PublicKeyPresets {
    private static final String TOLERANCE = "tolerance";

    private PublicKeyPresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                        Discord.scheme(),
                        SendGrid.scheme(),
                        StandardWebhooksV1a.scheme(),
                        Telnyx.scheme(),
                        Wise.scheme())
                .map(PublicKeyPresets::of);
    }

    private static Provider of(PublicKeyScheme scheme) {
        Set<String> options = scheme.hasTimestamp() ? Set.of(TOLERANCE) : Set.of();
        return Provider.publicKey(
                scheme,
                options,
                (values, current, others) -> PublicKeyVerifier.of(withTolerance(scheme, values), current, others));
    }

    private static PublicKeyScheme withTolerance(PublicKeyScheme scheme, Map<String, String> options) {
        String text = options.get(TOLERANCE);
        return text == null ? scheme : scheme.withTolerance(Duration.parse(text));
    }
}
