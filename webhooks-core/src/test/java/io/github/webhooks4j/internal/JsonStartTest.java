package io.github.webhooks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStartTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hooks{",
                "https://example.com/hooks[",
                "https://example.com/hooks\"a\"",
                "https://example.com/?a=[",
                "https://example.com?a=[",
                "https://example.com?a=/[",
                "https://[::1]/[",
                "https://[::1]?[",
                "https://example.com{",
                "/hooks["
            })
    void a_url_that_could_hold_the_beginning_of_a_body(String url) {
        assertThat(JsonStart.isIn(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://example.com",
                "https://example.com/hooks?a=b&c=%7B%5B%22",
                "https://[::1]",
                "https://[::1]:8443/hooks",
                "https://[::1]?a=b",
                "/hooks?a=b/c"
            })
    void a_url_that_holds_none(String url) {
        assertThat(JsonStart.isIn(url)).isFalse();
    }
}
