package io.github.webhooks4j.verify.provider;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Plain digests. */
final class Hashes {
    private Hashes() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
