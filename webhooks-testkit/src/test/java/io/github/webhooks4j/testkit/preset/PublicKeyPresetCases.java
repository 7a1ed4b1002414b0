package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.provider.Providers;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets whose provider signs with a private key. */
final class PublicKeyPresetCases {
    private PublicKeyPresetCases() {}

    static Stream<PresetCase> all() {
        return Providers.names().stream()
                .flatMap(name -> Providers.byName(name).publicKeyScheme().stream())
                .map(PublicKeyPresetCases::of);
    }

    private static PresetCase of(PublicKeyScheme scheme) {
        List<KeyPair> pairs =
                IntStream.range(0, PresetCase.KEYS).mapToObj(i -> pair(scheme)).toList();
        return new PresetCase(
                        scheme.name(),
                        keys -> Providers.byName(scheme.name())
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(key -> text(pairs.get(key)))
                                                .toList(),
                                        Map.of()),
                        key -> signed(scheme, pairs.get(key)),
                        PresetCase.JSON)
                .withSecrets(pairs.stream().map(PublicKeyPresetCases::text).toList(), Map.of())
                .withLists(lists(scheme));
    }

    private static String[] lists(PublicKeyScheme scheme) {
        return scheme.name().equals("standard-webhooks-v1a") ? new String[] {"webhook-signature"} : new String[0];
    }

    private static SignedRequest signed(PublicKeyScheme scheme, KeyPair pair) {
        SignedRequest request = SignedRequest.of(scheme, pair.getPrivate());
        return switch (scheme.name()) {
            case "standard-webhooks-v1a" -> request.id("msg_1");
            case "wise" -> request.id("msg_1");
            default -> request;
        };
    }

    /** The public key as it is configured. */
    private static Secret text(KeyPair pair) {
        return Secret.of(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    private static KeyPair pair(PublicKeyScheme scheme) {
        try {
            return switch (scheme.algorithm()) {
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                case ECDSA_P256_SHA1, ECDSA_P256_SHA256, ECDSA_P256_SHA256_P1363 -> onCurve("secp256r1");
                case ECDSA_P384_SHA384_P1363 -> onCurve("secp384r1");
                case RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA512 ->
                    KeyPairGenerator.getInstance("RSA").generateKeyPair();
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair onCurve(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }
}
