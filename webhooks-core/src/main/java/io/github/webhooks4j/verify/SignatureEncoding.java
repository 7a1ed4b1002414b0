package io.github.webhooks4j.verify;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a signature are written. Read strictly: one text per signature, so that no second
 * spelling of a signature is accepted; only the case of hex digits is free.
 */
public enum SignatureEncoding {
    /** Two digits per byte; upper case is accepted, lower case is written. */
    HEX("0123456789abcdef", false) {
        @Override
        byte @Nullable [] decode(String text, int from, int to, int bytes) {
            if (to - from != length(bytes)) {
                return null;
            }
            byte[] decoded = new byte[bytes];
            int wrong = 0;
            for (int i = 0; i < bytes; i++) {
                int high = digit(text.charAt(from + 2 * i));
                int low = digit(text.charAt(from + 2 * i + 1));
                wrong |= high | low; // negative as soon as one is
                decoded[i] = (byte) (high << 4 | low);
            }
            return wrong < 0 ? null : decoded;
        }

        @Override
        int length(int bytes) {
            return bytes * 2;
        }

        @Override
        int size(String text, int from, int to) {
            return (to - from) / 2;
        }

        @Override
        String encode(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    /** RFC 4648, section 4, with its padding. */
    BASE64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true) {
        @Override
        String encode(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    },
    /** RFC 4648, section 5, without padding. */
    BASE64URL("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false) {
        @Override
        String encode(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // filled in the constructor, read ever after
    private final byte[] digits = new byte[128];

    private final boolean padded;

    SignatureEncoding(String alphabet, boolean padded) {
        this.padded = padded;
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
            if (alphabet.length() == 16) {
                digits[Character.toUpperCase(alphabet.charAt(i))] = (byte) i;
            }
        }
    }

    abstract String encode(byte[] bytes);

    /**
     * Reads one signature.
     *
     * @param text nothing but the signature
     * @param bytes how long it is once decoded
     * @return the signature; empty for a text that is none of this length
     */
    public Optional<byte[]> read(String text, int bytes) {
        return Optional.ofNullable(decode(text, 0, text.length(), bytes));
    }

    /** How many characters so many bytes make. */
    int length(int bytes) {
        return (bytes * 8 + 5) / 6 + (padded ? (3 - bytes % 3) % 3 : 0);
    }

    /** Whether a character is one of a signature's. */
    boolean writes(char c) {
        return digit(c) >= 0 || (padded && c == '=');
    }

    /**
     * Reads {@code text[from, to)} as exactly {@code bytes} bytes, in Base64 unless said otherwise: padding
     * where it belongs, and no bit set that the last digit does not need.
     *
     * @return {@code null} for anything else
     */
    byte @Nullable [] decode(String text, int from, int to, int bytes) {
        if (to - from != length(bytes)) {
            return null;
        }
        byte[] decoded = new byte[bytes];
        int wrong = 0;
        int at = 0;
        int i = from;
        for (; at + 3 <= bytes; i += 4) { // four digits are three bytes
            int group = digits(text, i) << 12 | digits(text, i + 2);
            wrong |= group; // negative as soon as one is
            decoded[at++] = (byte) (group >> 16);
            decoded[at++] = (byte) (group >> 8);
            decoded[at++] = (byte) group;
        }
        int rest = bytes - at;
        if (rest > 0) { // two or three digits are one or two bytes, and bits that must not be set
            int third = rest == 1 ? 0 : digit(text.charAt(i + 2)) << 6;
            int group = digits(text, i) << 12 | third;
            wrong |= (group & (0xffffff >> (8 * rest))) == 0 ? group : -1;
            decoded[at] = (byte) (group >> 16);
            if (rest == 2) {
                decoded[at + 1] = (byte) (group >> 8);
            }
            i += rest + 1;
        }
        for (; i < to; i++) {
            wrong |= text.charAt(i) == '=' ? 0 : -1;
        }
        return wrong < 0 ? null : decoded;
    }

    /**
     * Reads {@code text[from, to)} as strictly, with {@code least} to {@code most} bytes.
     *
     * @return {@code null} for anything else
     */
    final byte @Nullable [] decode(String text, int from, int to, int least, int most) {
        int bytes = size(text, from, to);
        return bytes < least || bytes > most ? null : decode(text, from, to, bytes);
    }

    /** How many bytes so many characters are, if they are well written. */
    int size(String text, int from, int to) {
        int end = to;
        while (padded && end > from && text.charAt(end - 1) == '=') {
            end--;
        }
        return (end - from) * 6 / 8;
    }

    private int digits(String text, int at) {
        return digit(text.charAt(at)) << 6 | digit(text.charAt(at + 1));
    }

    int digit(char c) {
        return c < 128 ? digits[c] : -1;
    }
}
