package io.github.webhooks4j.send;

import io.github.webhooks4j.internal.LogText;
import java.util.Optional;

/** Which texts from outside can be kept, logged and sent. */
final class Texts {
    static final int MAX_NAME = 255;

    private Texts() {}

    /** What is wrong with an owner, a key, a description, if anything; to follow its name. */
    static Optional<String> nameFault(String text) {
        if (text.isBlank() || text.length() > MAX_NAME) {
            return Optional.of("must be 1 to " + MAX_NAME + " characters, not blank");
        }
        return isPrintable(text) ? Optional.empty() : Optional.of("holds control or format characters");
    }

    static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(LogText::isUnsafe);
    }

    /** Visible ASCII and blanks: what any header field carries unharmed. */
    static boolean isHeaderText(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** What is wrong with a content type, if anything. */
    static Optional<String> contentTypeFault(String text) {
        boolean good = text.length() <= MAX_NAME
                && isHeaderText(text)
                && text.matches("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( *;.*)?");
        return good ? Optional.empty() : Optional.of("content type is no media type such as application/json");
    }
}
