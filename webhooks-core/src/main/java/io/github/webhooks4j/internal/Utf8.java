package io.github.webhooks4j.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a text is in bytes, where a signature covers these. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Whether a text can be written: half of a surrogate pair, which JSON lets a sender write as an escape, would
     * become the same byte as a question mark.
     *
     * @param text the text
     * @return whether its bytes are its own
     */
    public static boolean canWrite(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * Reads bytes as they are, with nothing in the place of those that are none.
     *
     * @param bytes the bytes
     * @param length how many of them
     * @return the text; empty when they are no UTF-8
     */
    public static Optional<String> read(byte[] bytes, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
