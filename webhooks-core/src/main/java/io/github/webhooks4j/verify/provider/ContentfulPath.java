package io.github.webhooks4j.verify.provider;

import java.nio.charset.StandardCharsets;

/**
 * The path as Contentful signs it: what arrived, its query escaped as JavaScript's {@code querystring.escape} does,
 * then all of it as its {@code encodeURI} does. So an escape of the path is escaped twice, one of the query three
 * times. Anything behind a second question mark is left out.
 */
final class ContentfulPath {
    private static final String UNESCAPED = "-_.!~*'()";
    private static final String UNESCAPED_IN_URI = UNESCAPED + ";,/?:@&=+$#";

    private ContentfulPath() {}

    /**
     * The signed form.
     *
     * @param target path and query as they arrived, without half a surrogate pair
     */
    static String of(String target) {
        String[] parts = target.split("\\?", -1);
        String query = parts.length < 2 ? "" : escaped(parts[1], UNESCAPED);
        return escaped(query.isEmpty() ? parts[0] : parts[0] + "?" + query, UNESCAPED_IN_URI);
    }

    /** Whether nothing of the target is left out. */
    static boolean isWhole(String target) {
        return target.indexOf('?') == target.lastIndexOf('?');
    }

    private static String escaped(String text, String unescaped) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (isAlphanumeric(c) || unescaped.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(digit(c >> 4)).append(digit(c & 0xf));
            }
        }
        return escaped.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static char digit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
