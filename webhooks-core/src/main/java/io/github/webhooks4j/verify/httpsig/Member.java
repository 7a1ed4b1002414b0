package io.github.webhooks4j.verify.httpsig;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a dictionary of structured fields (RFC 8941) holds under a key. Bare items are {@link String}, {@link Long},
 * {@link Boolean}, {@link Token} and {@link Bytes}; decimals and dates are not needed here. Immutable;
 * {@code toString} writes the one canonical form.
 */
sealed interface Member {
    /** Its parameters, in order. */
    Map<String, Object> parameters();

    /** One value. */
    record Item(Object value, Map<String, Object> parameters) implements Member {
        @Override
        public String toString() {
            return bare(value) + written(parameters);
        }
    }

    /** Several values. */
    record InnerList(List<Item> items, Map<String, Object> parameters) implements Member {
        @Override
        public String toString() {
            return items.stream().map(Item::toString).collect(Collectors.joining(" ", "(", ")")) + written(parameters);
        }
    }

    /** A word without quotes. */
    record Token(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Bytes, as their canonical Base64. */
    record Bytes(String base64) {
        static Bytes of(byte[] bytes) {
            return new Bytes(Base64.getEncoder().encodeToString(bytes));
        }

        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return ":" + base64 + ":";
        }
    }

    private static String written(Map<String, Object> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((key, value) -> {
            text.append(';').append(key);
            if (!value.equals(true)) {
                text.append('=').append(bare(value));
            }
        });
        return text.toString();
    }

    private static String bare(Object value) {
        if (value instanceof String string) {
            return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        if (value instanceof Boolean bool) {
            return bool ? "?1" : "?0";
        }
        return value.toString();
    }
}
