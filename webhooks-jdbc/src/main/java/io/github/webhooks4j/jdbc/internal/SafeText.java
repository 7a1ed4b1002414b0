package io.github.webhooks4j.jdbc.internal;

import java.util.Optional;

/**
 * Text that every database takes. PostgreSQL refuses U+0000 in text, and half a surrogate pair has no UTF-8
 * form: an authenticated sender could make each repeat of its message fail. Never for keys, which would no
 * longer tell messages apart: those are refused before they get here.
 */
final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    static Optional<String> of(Optional<String> text) {
        return text.map(SafeText::of);
    }

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean refused = point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            safe.appendCodePoint(refused ? REPLACEMENT : point);
        });
        return safe.toString();
    }
}
