package io.github.webhooks4j.verify.provider;

import java.util.Set;
import java.util.stream.Stream;

/** The presets that sign with a certificate which they publish. */
final class CertificatePresets {
    private CertificatePresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                Provider.withoutSecret("paypal", Set.of("webhook-id"), Set.of("environment"), options -> {
                    PayPal.Builder builder = PayPal.builder(options.getOrDefault("webhook-id", ""));
                    return switch (options.getOrDefault("environment", "live")) {
                        case "live" -> builder.build();
                        case "sandbox" -> builder.sandbox().build();
                        default ->
                            throw new IllegalArgumentException(
                                    "provider paypal: option environment must be live or sandbox");
                    };
                }),
                Provider.withoutSecret("sns", Set.of("topic-arns"), Set.of(), options -> {
                    String[] topics = TextLists.of(options.getOrDefault("topic-arns", ""));
                    return Sns.verifier(topics[0], TextLists.withoutFirst(topics));
                }));
    }
}
