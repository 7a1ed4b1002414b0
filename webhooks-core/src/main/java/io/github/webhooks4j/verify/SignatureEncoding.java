package io.github.webhooks4j.verify;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
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
            if (to - from != bytes * 2) {
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
     * Reads {@code text[from, to)} as exactly {@code bytes} bytes, in Base64 unless said otherwise: padding
     * where it belongs, and no bit set that the last digit does not need.
     *
     * @return {@code null} for anything else
     */
    byte @Nullable [] decode(String text, int from, int to, int bytes) {
        int length = (bytes * 8 + 5) / 6;
        int padding = padded ? (3 - bytes % 3) % 3 : 0;
        if (to - from != length + padding) {
            return null;
        }
        for (int i = from + length; i < to; i++) {
            if (text.charAt(i) != '=') {
                return null;
            }
        }
        byte[] decoded = new byte[bytes];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = from; i < from + length; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            pending = pending << 6 | digit;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                decoded[at++] = (byte) (pending >> bits);
            }
        }
        return (pending & ((1 << bits) - 1)) == 0 ? decoded : null;
    }

    int digit(char c) {
        return c < 128 ? digits[c] : -1;
    }
}
