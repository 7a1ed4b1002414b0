package io.github.webhooks4j.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash under an HMAC. It comes from configuration, never from the message, so that a sender cannot
 * choose a weaker one.
 */
public enum HmacHash {
    /** HMAC-SHA-1: only for providers that know nothing else. */
    SHA1("SHA-1", 20, 64),
    /** HMAC-SHA-256: the default. */
    SHA256("SHA-256", 32, 64),
    /** HMAC-SHA-384. */
    SHA384("SHA-384", 48, 128),
    /** HMAC-SHA-512. */
    SHA512("SHA-512", 64, 128);

    private final String algorithm;
    private final int bytes;
    private final int blockBytes;

    HmacHash(String algorithm, int bytes, int blockBytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
        this.blockBytes = blockBytes;
    }

    /** A new digest of this hash. */
    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no working " + algorithm, e);
        }
    }

    /**
     * Whether several threads may copy such a digest at once: {@link MessageDigest} does not promise it, the
     * JDK's own do nothing but read.
     */
    boolean isSharable() {
        return digest().getProvider().getName().equals("SUN");
    }

    /** The length of a signature. */
    int bytes() {
        return bytes;
    }

    /** The length of what the hash takes in at once, which a key is brought to. */
    int blockBytes() {
        return blockBytes;
    }
}
