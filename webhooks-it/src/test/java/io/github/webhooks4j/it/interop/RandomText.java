package io.github.webhooks4j.it.interop;

import java.util.Random;

/** Text of any characters that UTF-8 can write: the same for the same seed. */
final class RandomText {
    private static final int[] LAST_OF_A_KIND = {0x7f, 0x7ff, 0xffff, Character.MAX_CODE_POINT};

    private RandomText() {}

    static String of(Random random, int characters) {
        StringBuilder text = new StringBuilder();
        while (text.codePointCount(0, text.length()) < characters) {
            int codePoint = random.nextInt(LAST_OF_A_KIND[random.nextInt(LAST_OF_A_KIND.length)] + 1);
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.appendCodePoint(codePoint);
            }
        }
        return text.toString();
    }
}
