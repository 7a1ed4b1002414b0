package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of one handshake: the first live one answers, every live one is accepted. */
record Keys(List<Secret> secrets) {
    Keys(Secret... secrets) {
        this(List.of(secrets));
    }

    Optional<Secret> first(Instant now) {
        return secrets.stream().filter(secret -> secret.isLive(now)).findFirst();
    }

    /** Compares with each of them in constant time, and leaves none out. */
    boolean match(String given, Instant now) {
        boolean matches = false;
        for (Secret secret : secrets) {
            boolean same = isSame(secret.reveal(), given);
            matches |= same && secret.isLive(now);
        }
        return matches;
    }

    List<String> faults(String what) {
        return secrets.isEmpty() ? List.of("it has no " + what) : List.of();
    }

    static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(bytes(expected), bytes(given));
    }

    static byte[] hmac(String algorithm, byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working " + algorithm, e);
        }
    }

    static byte[] hash(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working " + algorithm, e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
