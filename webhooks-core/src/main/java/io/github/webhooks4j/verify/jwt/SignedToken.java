package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.internal.FlatJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token in compact form, taken apart and not yet believed. One text per token: no other spelling of the same
 * bytes is read, no padding, no white space.
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package; read, never changed
record SignedToken(FlatJson header, FlatJson claims, byte[] signed, byte[] signature) {
    /** The most characters that a token may have: 8 KiB. */
    static final int MAX_LENGTH = 8 * 1024;

    private static final int MAX_KID = 256;

    /** Takes a token apart; {@code null} for what is none. */
    static @Nullable SignedToken read(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 1 || second < 0 || text.length() > MAX_LENGTH) {
            return null;
        }
        byte[] header = decode(text.substring(0, first));
        byte[] claims = decode(text.substring(first + 1, second));
        byte[] signature = decode(text.substring(second + 1));
        FlatJson readHeader = header == null ? null : FlatJson.read(header);
        FlatJson readClaims = claims == null ? null : FlatJson.read(claims);
        if (readHeader == null || readClaims == null || signature == null) {
            return null;
        }
        byte[] signed = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return new SignedToken(readHeader, readClaims, signed, signature);
    }

    private static byte @Nullable [] decode(String part) {
        try {
            byte[] ascii = part.getBytes(StandardCharsets.US_ASCII);
            byte[] decoded = Base64.getUrlDecoder().decode(ascii);
            boolean canonical = decoded.length > 0
                    && part.length() == ascii.length
                    && MessageDigest.isEqual(
                            Base64.getUrlEncoder().withoutPadding().encode(decoded), ascii);
            return canonical ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Whether the header asks for nothing but what is configured: this algorithm, and no extension that a
     * receiver must understand. What it says of keys ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) is never
     * looked at.
     */
    boolean asksFor(JwtAlgorithm algorithm) {
        boolean plain = !header.has("crit") && !header.has("b64");
        boolean jwt = !header.has("typ")
                || header.text("typ").filter("JWT"::equalsIgnoreCase).isPresent();
        return plain
                && jwt
                && header.text("alg").filter(algorithm.name()::equals).isPresent();
    }

    Optional<String> kid() {
        return header.text("kid").filter(kid -> !kid.isEmpty() && kid.length() <= MAX_KID);
    }
}
