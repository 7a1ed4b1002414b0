package io.github.webhooks4j.verify.provider;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Plain digests. */
final class Hashes {
    private Hashes() {}

    static byte[] sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    static byte[] sha1(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
