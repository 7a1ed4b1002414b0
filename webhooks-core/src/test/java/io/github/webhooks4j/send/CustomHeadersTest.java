package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHeadersTest {
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Api-Key", "X-Hook", "Accept", "X-Proxy-Auth", "Webhooks", "Date"})
    void a_field_that_says_nothing_of_framing_or_signing_may_be_set(String name) {
        assertThat(CustomHeaders.faults(Headers.of(name, "a value\t~"))).isEmpty();
        assertThat(CustomHeaders.faults(Headers.of(name, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "HOST",
                "Content-Length",
                "Transfer-Encoding",
                "TRANSFER-ENCODING",
                "Connection",
                "CONNECTION",
                "Keep-Alive",
                "Expect",
                "Upgrade",
                "HTTP2-SETTINGS",
                "TE",
                "Trailer",
                "TRAILER",
                "Accept-Encoding",
                "Proxy-Authorization",
                "Proxy-Connection",
                "PROXY-",
                "webhook-id",
                "webhook-signature",
                "WEBHOOK-ID",
                "Webhook-Anything",
                "Content-Type",
                "Content-Encoding",
                "User-Agent",
                "Cookie"
            })
    void a_field_of_the_connection_or_of_ours_cannot_be_set(String name) {
        assertThat(CustomHeaders.faults(Headers.of(name, "x"))).containsExactly("header " + name + " cannot be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "\u0001", "\u007f", "\u0080", "\u2028", "\u0130", "a\u000bb"})
    void a_value_of_other_characters_is_a_fault_that_does_not_repeat_it(String value) {
        assertThat(CustomHeaders.faults(Headers.of("X-A", "good", "x-a", value)))
                .containsExactly("the value of header X-A must be printable ASCII, blanks and tabs");
    }

    /** The type itself refuses what would break out of a field. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nHost: evil", "a\nb", "a\rb", "a\0b"})
    void a_value_with_a_line_end_never_gets_this_far(String value) {
        assertThatThrownBy(() -> Headers.of("X-A", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.of(value, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void number_and_size_are_limited() {
        Headers.Builder fields = Headers.builder();
        for (int i = 0; i < CustomHeaders.MAX_FIELDS; i++) {
            fields.add("X-A", "");
        }
        assertThat(CustomHeaders.faults(fields.build())).isEmpty();
        assertThat(CustomHeaders.faults(fields.add("X-A", "").build()))
                .containsExactly("there are 21 header fields but at most 20 are allowed");

        String value = "v".repeat(CustomHeaders.MAX_BYTES - 3);
        assertThat(CustomHeaders.faults(Headers.of("X-A", value))).isEmpty();
        assertThat(CustomHeaders.faults(Headers.of("X-A", value + "v")))
                .containsExactly("the header fields have 8193 bytes but at most 8192 are allowed");
    }

    @Test
    void every_fault_is_told_at_once() {
        List<String> faults = CustomHeaders.faults(Headers.of("Host", "\u00e9", "TE", "x"));

        assertThat(faults)
                .containsExactly(
                        "header Host cannot be set",
                        "the value of header Host must be printable ASCII, blanks and tabs",
                        "header TE cannot be set");
    }
}
