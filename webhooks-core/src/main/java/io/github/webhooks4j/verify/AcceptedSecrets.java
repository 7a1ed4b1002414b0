package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that are sent as they are, each with the SHA-256 of what shows it. Digests are compared, which takes
 * the same time whatever differs, length included. Immutable.
 */
final class AcceptedSecrets {
    private final List<Accepted> accepted = new ArrayList<>();

    private static final class Accepted {
        private final Secret secret;
        private final byte[] digest;

        private Accepted(Secret secret, byte[] digest) {
            this.secret = secret;
            this.digest = digest;
        }
    }

    /** What shows a secret is its text, behind {@code before}. */
    AcceptedSecrets(String before, Secret current, Secret... previous) {
        for (Secret secret : HmacKeys.named(current, previous)) {
            accepted.add(new Accepted(secret, sha256(utf8(before + secret.reveal()))));
        }
    }

    boolean noneLive(Instant now) {
        return accepted.stream().noneMatch(one -> one.secret.isLive(now));
    }

    /** The name of the secret that one of these readings shows; all are compared with all. */
    @Nullable
    String match(List<byte[]> readings, Instant now) {
        String matched = null;
        for (byte[] reading : readings) {
            byte[] digest = sha256(reading);
            for (Accepted one : accepted) {
                boolean hit = MessageDigest.isEqual(one.digest, digest) && one.secret.isLive(now);
                matched = hit && matched == null ? one.secret.name() : matched;
            }
        }
        return matched;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
