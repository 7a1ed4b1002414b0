package io.github.webhooks4j.receive;

import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * Random path segments that only the sender is told, for providers that sign nothing: {@code
 * /webhooks/bank/3f9c…}. Weaker than a signature (URLs end up in logs of others), better than nothing.
 */
public final class SecretPath {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretPath() {}

    /**
     * A new random segment.
     *
     * @return 128 random bits as 32 hex digits
     */
    public static String generate() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** Compares with every live segment, each in constant time and none left out. */
    static boolean matches(List<Secret> segments, String candidate, java.time.Instant now) {
        byte[] given = candidate.getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (Secret segment : segments) {
            byte[] expected = segment.reveal().getBytes(StandardCharsets.UTF_8);
            boolean same = MessageDigest.isEqual(expected, given);
            matches |= same && segment.isLive(now);
        }
        return matches;
    }
}
