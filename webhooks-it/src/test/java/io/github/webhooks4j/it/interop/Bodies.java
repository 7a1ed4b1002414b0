package io.github.webhooks4j.it.interop;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two hundred bodies of any characters, the same in every run. */
final class Bodies {
    private static final int HOW_MANY = 200;

    private Bodies() {}

    /** Each with the randomness that its further parts are made of. */
    static Stream<Random> seeds() {
        return IntStream.range(0, HOW_MANY).mapToObj(Random::new);
    }

    static String of(Random random) {
        return RandomText.of(random, 1 + random.nextInt(1000));
    }

    /** For libraries that write text in the charset of the platform: where that is not UTF-8, they get ASCII only. */
    static String forThePlatform(Random random) {
        String body = of(random);
        return Charset.defaultCharset().equals(StandardCharsets.UTF_8) ? body : body.replaceAll("[^\\x20-\\x7e]", "x");
    }
}
