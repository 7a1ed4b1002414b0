package io.github.webhooks4j.verify.provider;

import java.util.Arrays;
import java.util.stream.Stream;

/** Options that are lists: texts between commas. */
final class TextLists {
    private TextLists() {}

    /** One element at least. */
    static String[] of(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).toArray(String[]::new);
    }

    static String[] withoutFirst(String[] texts) {
        return Arrays.copyOfRange(texts, 1, texts.length);
    }
}
