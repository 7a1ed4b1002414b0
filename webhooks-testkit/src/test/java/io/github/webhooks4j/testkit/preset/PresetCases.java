package io.github.webhooks4j.testkit.preset;

import java.util.stream.Stream;

/** Every preset of the library, one file per family. */
public final class PresetCases {
    private PresetCases() {}

    public static Stream<PresetCase> all() {
        return Stream.of(
                        HmacPresetCases.all(),
                        CredentialPresetCases.all(),
                        PublicKeyPresetCases.all(),
                        HttpSignaturePresetCases.all(),
                        JwtPresetCases.all(),
                        CertificatePresetCases.all(),
                        OwnSchemePresetCases.all())
                .flatMap(cases -> cases);
    }
}
