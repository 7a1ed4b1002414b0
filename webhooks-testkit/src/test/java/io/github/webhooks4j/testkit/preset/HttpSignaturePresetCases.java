package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.httpsig.HttpMessageSigner;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** HTTP message signatures with a shared secret; those with private keys are tested with the family. */
final class HttpSignaturePresetCases {
    private static final List<Secret> SECRETS = List.of(
            Secret.of("a secret of the preset tests"),
            Secret.of("another secret of the preset tests"),
            Secret.of("a third secret of the preset tests"));

    private HttpSignaturePresetCases() {}

    static Stream<PresetCase> all() {
        return Stream.of(new PresetCase(
                        "http-signature",
                        keys -> Providers.byName("http-signature")
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(SECRETS::get)
                                                .toList(),
                                        Map.of("algorithm", "hmac-sha256", "key-id", "k1")),
                        key -> SignedRequest.of(HttpMessageSigner.sharedSecret("k1", SECRETS.get(key), KeyForm.utf8()))
                                .externalUrl(PresetCase.URL),
                        PresetCase.JSON)
                .withLists("Signature", "Signature-Input")
                .withSecrets(SECRETS, Map.of("algorithm", "hmac-sha256", "key-id", "k1")));
    }
}
