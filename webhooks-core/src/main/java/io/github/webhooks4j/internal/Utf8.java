package io.github.webhooks4j.internal;

import java.nio.charset.StandardCharsets;

/** What a text is in bytes, where a signature covers these. */
final class Utf8 {
    private Utf8() {}

    /**
     * Whether a text can be written: half of a surrogate pair, which JSON lets a sender write as an escape, would
     * become the same byte as a question mark.
     */
    static boolean canWrite(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
