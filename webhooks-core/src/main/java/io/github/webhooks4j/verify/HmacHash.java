package io.github.webhooks4j.verify;

/**
 * The hash under an HMAC. It comes from configuration, never from the message, so that a sender cannot
 * choose a weaker one.
 */
public enum HmacHash {
    /** HMAC-SHA-1: only for providers that know nothing else. */
    SHA1("HmacSHA1", 20),
    /** HMAC-SHA-256: the default. */
    SHA256("HmacSHA256", 32),
    /** HMAC-SHA-384. */
    SHA384("HmacSHA384", 48),
    /** HMAC-SHA-512. */
    SHA512("HmacSHA512", 64);

    private final String algorithm;
    private final int bytes;

    HmacHash(String algorithm, int bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** The name by which {@link javax.crypto.Mac} knows it. */
    String algorithm() {
        return algorithm;
    }

    /** The length of a signature. */
    int bytes() {
        return bytes;
    }
}
