package io.github.webhooks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void fields_keep_their_order_and_their_spelling() {
        Headers headers = Headers.of("X-B", "2", "x-a", "1", "x-b", "3");

        List<String> seen = new ArrayList<>();
        headers.forEach((name, value) -> seen.add(name + "=" + value));

        assertThat(seen).containsExactly("X-B=2", "x-a=1", "x-b=3");
        assertThat(headers.size()).isEqualTo(3);
        assertThat(headers.names()).containsExactly("x-a", "X-B");
    }

    @Test
    void several_lines_of_one_name_are_kept_apart() {
        Headers headers = Headers.of("X-B", "2", "x-b", "", "X-b", "a, b");

        assertThat(headers.all("x-B")).containsExactly("2", "", "a, b");
        assertThat(headers.first("X-b")).contains("2");
        assertThat(headers.all("X-C")).isEmpty();
        assertThat(headers.first("X-C")).isEmpty();
        assertThat(headers.contains("x-B")).isTrue();
    }

    @Test
    void the_only_field_of_a_name_is_told_and_none_of_several() {
        Headers headers = Headers.of("X-B", "2", "x-a", "", "x-b", "2", "X-D", "4");

        assertThat(headers.only("x-d")).contains("4");
        assertThat(headers.only("X-A")).contains("");
        assertThat(headers.only("x-b")).isEmpty();
        assertThat(headers.only("x-c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG", "en-US"})
    void names_are_matched_without_regard_to_case_in_every_locale(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            Headers headers = Headers.of("WEBHOOK-ID", "1");

            assertThat(headers.first("webhook-id")).contains("1");
            assertThat(headers.names().contains("Webhook-Id")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_text_form_shows_names_and_no_values() {
        assertThat(Headers.of("Authorization", "Bearer s3cr3t").toString())
                .contains("Authorization")
                .doesNotContain("s3cr3t");
    }

    @Test
    void a_hundred_fields_are_taken_and_one_more_is_too_large() {
        Headers.Builder builder = Headers.builder();
        for (int i = 0; i < Headers.MAX_FIELDS; i++) {
            builder.add("X-" + i, "");
        }
        assertThat(builder.fault()).isEmpty();

        builder.add("X-More", "");

        assertThat(builder.fault()).contains(Headers.Fault.TOO_LARGE);
    }

    @Test
    void names_and_values_together_are_limited_exactly() {
        String value = "v".repeat(Headers.MAX_BYTES - 3);

        assertThat(Headers.builder().add("X-A", value).fault()).isEmpty();
        assertThat(Headers.builder().add("X-A", value + "v").fault()).contains(Headers.Fault.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\u0000", "é", "a\r\nb", "(x)", "X-\u0131d"})
    void a_name_that_is_no_token_is_malformed(String name) {
        assertThat(Headers.builder().add(name, "v").fault()).contains(Headers.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\rb", "a\nX-Evil: 1", "\r\n"})
    void a_value_that_could_end_its_line_is_malformed(String value) {
        assertThat(Headers.builder().add("X-A", value).fault()).contains(Headers.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "é", "\u00ff", "a\u007fb"})
    void any_other_value_is_kept_as_it_is(String value) {
        assertThat(Headers.of("X-A", value).first("X-A")).contains(value);
    }

    @Test
    void a_refusal_names_no_value_and_the_first_fault_stays() {
        Headers.Builder builder = Headers.builder().add("X-A", "s3cr3t\n").add("X-B", "fine");

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("malformed")
                .hasMessageNotContaining("s3cr3t");
        assertThatThrownBy(() -> Headers.of("X-A")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_copy_with_one_more_leaves_the_original_alone() {
        Headers one = Headers.of("X-A", "1");

        Headers two = one.with("X-B", "2");

        assertThat(one.size()).isEqualTo(1);
        assertThat(two)
                .isEqualTo(Headers.of("X-A", "1", "X-B", "2"))
                .hasSameHashCodeAs(Headers.of("X-A", "1", "X-B", "2"));
        assertThat(Headers.builder().addAll(Map.of("X-A", "1")).build()).isEqualTo(one);
        assertThat(Headers.builder().build()).isSameAs(Headers.empty());
    }

    @Test
    void headers_built_earlier_do_not_change_with_their_builder() {
        Headers.Builder builder = Headers.builder().add("X-A", "1");
        Headers built = builder.build();

        builder.add("X-B", "2");

        assertThat(built.size()).isEqualTo(1);
    }
}
