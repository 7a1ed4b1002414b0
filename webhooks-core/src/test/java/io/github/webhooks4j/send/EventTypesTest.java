package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {
    private final EventTypes types = new EventTypes();

    @Test
    void a_ping_is_always_declared() {
        assertThat(types.all()).extracting(EventType::name).containsExactly(EventTypes.PING);
    }

    @Test
    void an_unknown_type_is_told_with_the_nearest_name() {
        types.declare(EventType.of("order.confirmed"));
        types.declare(EventType.of("order.cancelled"));

        assertThat(types.fault("order.confirmed")).isEmpty();
        assertThat(types.fault("order.confirmd"))
                .contains("event type 'order.confirmd' is not declared; did you mean 'order.confirmed'?");
        assertThat(types.fault("invoice.paid")).contains("event type 'invoice.paid' is not declared");
    }

    @Test
    void types_are_declared_while_it_runs_with_description_version_and_sample() {
        types.declare(EventType.of("order.paid"));
        types.declare(EventType.of("order.paid")
                .description("Money came")
                .version("2")
                .sample("{}"));

        EventType declared = types.find("order.paid").orElseThrow();
        assertThat(declared.description()).isEqualTo("Money came");
        assertThat(declared.version()).isEqualTo("2");
        assertThat(declared.sample()).contains("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a..b", ".a", "a.", "order paid", "order.*", "ördér", "a\n", "a/b"})
    void names_of_another_form_are_refused(String name) {
        assertThatThrownBy(() -> EventType.of(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_has_at_most_128_characters() {
        assertThat(EventType.of("a".repeat(128)).name()).hasSize(128);
        assertThatThrownBy(() -> EventType.of("a".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }
}
