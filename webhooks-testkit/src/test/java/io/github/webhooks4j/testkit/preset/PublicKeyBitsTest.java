package io.github.webhooks4j.testkit.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A public key with one bit changed is refused, or verifies nothing. What stands before the key only names its kind. */
class PublicKeyBitsTest {
    static Stream<PresetCase> presets() {
        return PublicKeyPresetCases.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void no_bit_of_a_public_key_can_be_changed(PresetCase preset) {
        byte[] key = Base64.getDecoder().decode(preset.secrets().get(0).reveal());
        WebhookRequest genuine = preset.genuine(0);

        assertThat(isAccepted(preset, key, genuine)).isTrue();
        for (int bit = 8 * headLength(preset); bit < 8 * key.length; bit++) {
            key[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(isAccepted(preset, key, genuine)).as("bit %d", bit).isFalse();
            key[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    /** What the X.509 form has before the point, or before modulus and exponent. */
    private static int headLength(PresetCase preset) {
        return switch (Providers.byName(preset.name())
                .publicKeyScheme()
                .orElseThrow()
                .algorithm()) {
            case ED25519 -> 12;
            case ECDSA_P256_SHA1, ECDSA_P256_SHA256, ECDSA_P256_SHA256_P1363 -> 26;
            case ECDSA_P384_SHA384_P1363 -> 23;
            case RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA512 -> 24;
        };
    }

    private static boolean isAccepted(PresetCase preset, byte[] key, WebhookRequest genuine) {
        try {
            Secret text = Secret.of(Base64.getEncoder().encodeToString(key));
            return preset.verifierOf(text).verify(genuine, PresetCase.NOW) instanceof Verified;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
