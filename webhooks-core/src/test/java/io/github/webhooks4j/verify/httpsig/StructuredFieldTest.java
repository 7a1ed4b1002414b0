package io.github.webhooks4j.verify.httpsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldTest {
    private static String written(Map<String, Member> members) {
        return members.entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1|a=1",
                "a=-15;b|a=-15;b",
                "  a=1 ,\t b=2  |a=1, b=2",
                "a|a=?1",
                "a;x=1, b=?0|a=?1;x=1, b=?0",
                "a=\"x \\\"y\\\\\"|a=\"x \\\"y\\\\\"",
                "a=:aGVsbG8=:|a=:aGVsbG8=:",
                "a=::|a=::",
                "a=tok/en:*|a=tok/en:*",
                "*a_-.*9=(  \"x\"   \"y\";k  );created=1;keyid=\"z\"|*a_-.*9=(\"x\" \"y\";k);created=1;keyid=\"z\"",
                "a=();b=?1;c=?0|a=();b;c=?0",
                "a=1; b=2;  c=3|a=1;b=2;c=3",
                "``|``",
            })
    void what_is_well_formed_is_read_and_written_in_its_one_form(String text, String canonical) {
        assertThat(written(StructuredField.dictionary(List.of(text)))).isEqualTo(canonical);
    }

    @Test
    void lines_are_one_field() {
        assertThat(written(StructuredField.dictionary(List.of("a=1", "b=2, c=3"))))
                .isEqualTo("a=1, b=2, c=3");
        assertThat(StructuredField.dictionary(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=",
                "a=1,",
                ",a=1",
                "a=1 b=2",
                "a=1,,b=2",
                "A=1",
                "1=1",
                "=1",
                "a =1",
                "a= 1",
                "a=1, a=2",
                "a=1;b=1;b=2",
                "a=1;",
                "a=1;B",
                "a=\"x",
                "a=\"x\\n\"",
                "a=\"é\"",
                "a=\"\t\"",
                "a=:aGVsbG8:",
                "a=:aGVsbG9=:",
                "a=:aGVs",
                "a=:a-_=:",
                "a=(",
                "a=(\"x\"",
                "a=(\"x\"\"y\")",
                "a=(\"x\",\"y\")",
                "a=((\"x\"))",
                "a=1.5",
                "a=1234567890123456",
                "a=-",
                "a=--1",
                "a=+1",
                "a=?2",
                "a=?",
                "a=@1",
                "a=%\"x\"",
                "a='x'",
                "a=1é",
                "\ta=1",
                "é"
            })
    void what_is_not_well_formed_is_refused(String text) {
        assertThat(StructuredField.dictionary(List.of(text))).isNull();
    }

    @Test
    void a_field_is_bounded_in_characters_and_in_items() {
        assertThat(StructuredField.dictionary(List.of("a=" + "x".repeat(8190)))).isNotNull();
        assertThat(StructuredField.dictionary(List.of("a=" + "x".repeat(8191)))).isNull();
        assertThat(StructuredField.dictionary(List.of("a=(" + "1 ".repeat(256) + ")")))
                .isNotNull();
        assertThat(StructuredField.dictionary(List.of("a=(" + "1 ".repeat(257) + ")")))
                .isNull();
    }

    @Test
    void whatever_arrives_is_read_or_refused_and_what_is_read_is_read_again() {
        String characters = "ab1-\"\\:=;,() \t?*.é~=";
        Random random = new Random(9421);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = random.ints(random.nextInt(12), 0, characters.length())
                    .mapToObj(at -> characters.substring(at, at + 1))
                    .collect(Collectors.joining());
            Map<String, Member> members = StructuredField.dictionary(List.of(text));
            if (members != null) {
                read++;
                assertThat(StructuredField.dictionary(List.of(written(members))))
                        .as(text)
                        .isEqualTo(members);
            }
        }
        assertThat(read).isPositive();
    }
}
