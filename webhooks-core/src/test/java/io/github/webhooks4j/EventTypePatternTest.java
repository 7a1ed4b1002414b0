package io.github.webhooks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypePatternTest {
    @ParameterizedTest
    @CsvSource({
        "order.paid, order.paid, true",
        "order.paid, order.paid.late, false",
        "order.paid, order.pai, false",
        "order.paid, Order.paid, false",
        "order.*, order.paid, true",
        "order.*, order.item.added, true",
        "order.*, order, false",
        "order.*, order., false",
        "order.*, orders.paid, false",
        "order.*, ORDER.paid, false",
        "*, order.paid, true",
        "*, '', true",
        ".hidden, .hidden, true"
    })
    void a_pattern_means_what_it_says(String pattern, String type, boolean expected) {
        assertThat(EventTypePattern.of(pattern).matches(type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".*", "**", "*.paid", "order.*.paid", "order*", "*.*", "order.**"})
    void a_star_anywhere_else_and_blank_texts_are_refused(String text) {
        assertThatThrownBy(() -> EventTypePattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patterns_are_equal_by_text_and_print_as_written() {
        assertThat(EventTypePattern.of("order.*"))
                .isEqualTo(EventTypePattern.of("order.*"))
                .hasSameHashCodeAs(EventTypePattern.of("order.*"))
                .isNotEqualTo(EventTypePattern.of("order.a"))
                .hasToString("order.*");
        assertThat(EventTypePattern.of("*")).isEqualTo(EventTypePattern.any());
    }
}
