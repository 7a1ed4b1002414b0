package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** New key pairs. */
final class TestKeys {
    private TestKeys() {}

    static KeyPair pair(PublicKeyAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> pair("Ed25519", null);
            case ECDSA_P256_SHA1, ECDSA_P256_SHA256, ECDSA_P256_SHA256_P1363 -> pair("EC", "secp256r1");
            case ECDSA_P384_SHA384_P1363 -> pair("EC", "secp384r1");
            case RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA512 -> pair("RSA", null);
        };
    }

    static KeyPair pair(String kind, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The public key as it is configured. */
    static Secret text(KeyPair pair) {
        return Secret.of(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }
}
