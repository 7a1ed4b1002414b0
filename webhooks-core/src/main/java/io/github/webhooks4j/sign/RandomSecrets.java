package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** New secrets. Thread-safe. */
final class RandomSecrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecrets() {}

    static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A secret that both sides hold: good for Base64 forms as for forms that take the text as it is. */
    static Secret shared() {
        return Secret.of("whsec_" + Base64.getEncoder().encodeToString(bytes()));
    }
}
