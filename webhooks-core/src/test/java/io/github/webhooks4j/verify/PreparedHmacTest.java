package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the platform's own HMAC. */
class PreparedHmacTest {
    private static byte[] reference(HmacHash hash, byte[] key, byte[] message) throws Exception {
        String algorithm = "Hmac" + hash;
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(message);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void keys_shorter_and_longer_than_a_block_give_what_the_platform_gives(HmacHash hash) throws Exception {
        Random random = new Random(1);
        for (int length = 1; length <= 300; length++) {
            byte[] key = random(random, length);
            byte[] message = random(random, random.nextInt(400));
            byte[] expected = reference(hash, key, message);

            for (boolean copied : new boolean[] {true, false}) {
                PreparedHmac hmac = new PreparedHmac(hash, key, copied);
                assertThat(hmac.compute(new byte[][] {message})).isEqualTo(expected);
                assertThat(hmac.compute(new byte[][] {message})).as("again").isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_matter_how_a_message_is_cut(HmacHash hash) throws Exception {
        Random random = new Random(2);
        byte[] key = random(random, 40);
        PreparedHmac hmac = new PreparedHmac(hash, key);
        for (int i = 0; i < 300; i++) {
            byte[] message = random(random, random.nextInt(600));
            int first = random.nextInt(message.length + 1);
            int second = first + random.nextInt(message.length - first + 1);
            byte[][] pieces = {
                Arrays.copyOf(message, first),
                Arrays.copyOfRange(message, first, second),
                Arrays.copyOfRange(message, second, message.length)
            };

            assertThat(hmac.compute(pieces)).isEqualTo(reference(hash, key, message));
        }
    }

    @Test
    void a_key_is_not_kept_by_reference() {
        byte[] key = new byte[64];
        PreparedHmac hmac = new PreparedHmac(HmacHash.SHA256, key, false);
        byte[] before = hmac.compute(new byte[0][]);
        key[0] = 1;

        assertThat(hmac.compute(new byte[0][])).isEqualTo(before);
    }

    @Test
    void many_threads_share_one() throws Exception {
        byte[] key = random(new Random(3), 32);
        PreparedHmac hmac = new PreparedHmac(HmacHash.SHA256, key);
        byte[] message = random(new Random(4), 1000);
        byte[] expected = reference(HmacHash.SHA256, key, message);
        AtomicInteger wrong = new AtomicInteger();

        IntStream.range(0, 20_000).parallel().forEach(i -> {
            byte[][] pieces = {Arrays.copyOf(message, i % 1000), Arrays.copyOfRange(message, i % 1000, 1000)};
            if (!Arrays.equals(hmac.compute(pieces), expected)) {
                wrong.incrementAndGet();
            }
        });

        assertThat(wrong).hasValue(0);
    }
}
