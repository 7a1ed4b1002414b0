package io.github.webhooks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTextTest {
    @ParameterizedTest
    @CsvSource({
        "abc, abc",
        "a+b%20c%2Bd, a b c+d",
        "%c5%BCółć, żółć",
        "%F0%9F%98%80, 😀",
        "%EF%BF%BD, \uFFFD",
        "100%25, 100%"
    })
    void text_is_read(String encoded, String text) {
        assertThat(FormText.decode(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%1",
                "a%2",
                "%zz",
                "%+1",
                "%-1",
                "%u0041",
                "%４１",
                "%FF",
                "%C3",
                "%C3%28",
                "%C3é",
                "%C0%AF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "a+%80"
            })
    void what_is_no_text_is_not_read(String encoded) {
        assertThat(FormText.decode(encoded)).isNull();
    }

    @Test
    void what_the_jdk_writes_is_read_back() {
        Random random = new Random(4711);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .map(point -> random.nextBoolean() ? point % 128 : point)
                    .forEach(text::appendCodePoint);

            assertThat(FormText.decode(URLEncoder.encode(text.toString(), StandardCharsets.UTF_8)))
                    .isEqualTo(text.toString());
        }
    }
}
