package io.github.webhooks4j.internal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A name or a value as a form or a query writes it (URL Standard, section 5.1), read strictly: the JDK alone takes
 * {@code %+1} and digits of other scripts, and reads bytes that are no UTF-8 as the same character each, so that a
 * signature over the decoded text would not tell one from the other.
 */
public final class FormText {
    private FormText() {}

    /**
     * Reads a text.
     *
     * @param text between the delimiters
     * @return the text; {@code null} when an escape is no escape, or what it stands for is no UTF-8
     */
    public static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte one = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            if (one == '%') {
                if (i + 2 >= bytes.length
                        || !HexFormat.isHexDigit(bytes[i + 1])
                        || !HexFormat.isHexDigit(bytes[i + 2])) {
                    return null;
                }
                one = (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            }
            bytes[length++] = one;
        }
        return Utf8.read(bytes, length).orElse(null);
    }
}
