package io.github.webhooks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void whatever_could_break_out_of_a_line_is_escaped() { // R21
        assertThat(LogText.of("a\nINFO fake\r\u001b[2J\u2028\u202e\u0000\ud800b", 200))
                .isEqualTo("a\\u000aINFO fake\\u000d\\u001b[2J\\u2028\\u202e\\u0000\\ud800b");
    }

    @Test
    void what_people_read_stays() {
        assertThat(LogText.of("order.paid Zażółć ♥ 注文 😀", 200)).isEqualTo("order.paid Zażółć ♥ 注文 😀");
    }

    @Test
    void it_is_cut_off() {
        assertThat(LogText.of("x".repeat(500), 200)).hasSize(200);
        assertThat(LogText.of("\n".repeat(500), 200)).hasSize(200);
    }

    @Test
    void of_what_was_thrown_it_tells_class_and_message() {
        assertThat(LogText.of(new IllegalStateException("no\ndisk"), 200))
                .isEqualTo("java.lang.IllegalStateException: no\\u000adisk");
        assertThat(LogText.of(new IllegalStateException(), 200)).isEqualTo("java.lang.IllegalStateException");
    }
}
