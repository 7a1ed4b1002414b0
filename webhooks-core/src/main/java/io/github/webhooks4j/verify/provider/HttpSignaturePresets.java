package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.httpsig.HttpMessageSignatureVerifierBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** HTTP message signatures, which are configured and not one provider's. */
final class HttpSignaturePresets {
    private HttpSignaturePresets() {}

    static Stream<Provider> all() {
        return Stream.of(Provider.of(
                "http-signature",
                Set.of("algorithm", "key-id"),
                Set.of("components", "encoding", "label", "tolerance"),
                HttpSignaturePresets::verifier));
    }

    private static Verifier verifier(Map<String, String> options, Secret current, Secret... others) {
        HttpMessageSignatureVerifierBuilder builder = HttpSignature.builder(
                options.getOrDefault("algorithm", ""),
                options.getOrDefault("key-id", ""),
                form(options.getOrDefault("encoding", "utf-8")),
                current,
                others);
        if (options.containsKey("components")) {
            builder.requiredComponents(options.get("components").split("[ ,]+", -1));
        }
        if (options.containsKey("label")) {
            builder.label(options.get("label"));
        }
        if (options.containsKey("tolerance")) {
            builder.maxAge(Duration.parse(options.get("tolerance")));
        }
        return builder.build();
    }

    private static KeyForm form(String encoding) {
        return switch (encoding) {
            case "utf-8" -> KeyForm.utf8();
            case "base64" -> KeyForm.base64("");
            case "hex" -> KeyForm.hex();
            default ->
                throw new IllegalArgumentException(
                        "option encoding is '" + encoding + "' but must be utf-8, base64 or hex");
        };
    }
}
