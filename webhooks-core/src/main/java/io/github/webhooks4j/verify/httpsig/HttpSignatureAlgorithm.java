package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The algorithms of RFC 9421, section 3.3. It comes from configuration; a message that names another is rejected. */
public enum HttpSignatureAlgorithm {
    /** HMAC with SHA-256 and a shared secret. */
    HMAC_SHA256("hmac-sha256", null),
    /** Ed25519. */
    ED25519("ed25519", PublicKeyAlgorithm.ED25519),
    /** ECDSA on P-256 with SHA-256. */
    ECDSA_P256_SHA256("ecdsa-p256-sha256", PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363),
    /** ECDSA on P-384 with SHA-384. */
    ECDSA_P384_SHA384("ecdsa-p384-sha384", PublicKeyAlgorithm.ECDSA_P384_SHA384_P1363),
    /** RSA-PSS with SHA-512 and a salt of 64 bytes. */
    RSA_PSS_SHA512("rsa-pss-sha512", PublicKeyAlgorithm.RSA_PSS_SHA512),
    /** RSA with the padding of PKCS #1, version 1.5, and SHA-256. */
    RSA_V1_5_SHA256("rsa-v1_5-sha256", PublicKeyAlgorithm.RSA_PKCS1_SHA256);

    private final String registeredName;
    private final @Nullable PublicKeyAlgorithm publicKey;

    HttpSignatureAlgorithm(String registeredName, @Nullable PublicKeyAlgorithm publicKey) {
        this.registeredName = registeredName;
        this.publicKey = publicKey;
    }

    /**
     * The name in the registry of the RFC.
     *
     * @return the name, such as {@code ed25519}
     */
    public String registeredName() {
        return registeredName;
    }

    /**
     * Finds an algorithm.
     *
     * @param registeredName its name in the registry of the RFC
     * @return the algorithm
     * @throws IllegalArgumentException listing all names when there is none of this name
     */
    public static HttpSignatureAlgorithm of(String registeredName) {
        return Stream.of(values())
                .filter(algorithm -> algorithm.registeredName.equals(registeredName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("algorithm is '" + registeredName + "' but must be one of "
                                + Stream.of(values())
                                        .map(HttpSignatureAlgorithm::registeredName)
                                        .collect(Collectors.joining(", "))));
    }

    /** Absent for a shared secret. */
    Optional<PublicKeyAlgorithm> publicKey() {
        return Optional.ofNullable(publicKey);
    }
}
