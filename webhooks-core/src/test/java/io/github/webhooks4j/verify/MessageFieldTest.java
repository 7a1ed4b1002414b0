package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFieldTest {
    private static WebhookRequest request(String target, String body, String... headers) {
        return new WebhookRequest(
                RequestHead.of("POST", target, Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> json(String path, String body) {
        return MessageField.json(path).read(request("/", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id|{\"id\":\"evt_1\"}|evt_1",
                "id|{\"id\":7}|7",
                "id|{\"id\":-1.50e2}|-1.50e2",
                "id|{\"id\":true}|true",
                "event.id|{\"event\":{\"x\":[{}],\"id\":\"a\"},\"id\":\"b\"}|a",
                "[0].eventId|[{\"eventId\":1},{\"eventId\":2}]|1",
                "[1].eventId|[{\"eventId\":1},{\"eventId\":2}]|2",
                "a[1][0].b|{\"a\":[0,[{\"b\":\"x\"}]]}|x",
                "id|{\"id\":\"first\",\"id\":\"last\"}|last", // R45
                "a.b|{\"a\":{\"b\":1},\"a\":{\"b\":2}}|2",
                "id|{\"id\":\"\\u0041\\tb\"}|A\tb",
            })
    void a_scalar_is_read_as_its_text(String path, String body, String value) {
        assertThat(json(path, body)).contains(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id|{}",
                "id|{\"id\":null}",
                "id|{\"id\":{\"id\":1}}",
                "id|{\"id\":[1]}",
                "id|[]",
                "id|7",
                "[0].id|{\"id\":1}",
                "id|{\"id\":1} {}", // R46
                "id|{\"id\":1}x",
                "id|{\"id\":1",
                "id|{\"id\":NaN}",
                "id|{'id':1}",
                "id|``",
                "id|not json",
                "a.b|{\"a\":{\"b\":1},\"a\":2}", // the last of a doubled key hides all of the first
                "id|{\"id\":1,\"id\":null}",
            })
    void everything_else_is_absent(String path, String body) {
        assertThat(json(path, body)).isEmpty();
    }

    @Test
    void depth_and_length_are_bounded_R43_R44() {
        assertThat(json("id", "{\"id\":1,\"x\":" + "[".repeat(900) + "]".repeat(900) + "}"))
                .contains("1");
        assertThat(json("id", "{\"id\":1,\"x\":" + "[".repeat(1100) + "]".repeat(1100) + "}"))
                .isEmpty();
        assertThat(json("id", "[".repeat(1_000_000))).isEmpty();
        assertThat(json("id", "{\"a\":".repeat(1_000_000))).isEmpty();
        assertThat(json("id", "{\"id\":\"" + "x".repeat(1024) + "\"}")).hasValue("x".repeat(1024));
        assertThat(json("id", "{\"id\":\"" + "x".repeat(9999) + "\"}")).hasValue("x".repeat(1025));
        assertThat(json("id", "{\"id\":" + "1".repeat(100_000) + "}")).isEmpty();
    }

    @Test
    void bytes_of_any_kind_never_throw() {
        Random random = new Random(7);
        byte[] seed = "{\"id\":\"e\\u0041\",\"event\":{\"id\":[1,2.5e3,null]}}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = seed.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            WebhookRequest request = new WebhookRequest(RequestHead.of("POST", "/", Headers.empty()), body);

            assertThat(MessageField.readAll(request, MessageField.json("id"), MessageField.json("event.id")))
                    .hasSize(2);
        }
    }

    @Test
    void several_fields_are_read_together_in_order() {
        assertThat(MessageField.readAll(
                        request("/?q=1", "{\"type\":\"t\",\"id\":\"i\"}", "X-Id", "h"),
                        MessageField.json("id"),
                        MessageField.header("x-id"),
                        MessageField.json("none").or(MessageField.json("type")),
                        MessageField.json("type").or(MessageField.json("id")),
                        MessageField.query("q"),
                        MessageField.json("id")))
                .containsExactly(
                        Optional.of("i"),
                        Optional.of("h"),
                        Optional.of("t"),
                        Optional.of("t"),
                        Optional.of("1"),
                        Optional.of("i"));
    }

    @Test
    void query_and_form_are_decoded() {
        String form = "application/x-www-form-urlencoded; charset=UTF-8";

        assertThat(MessageField.query("a b").read(request("/x?z&a%20b=c%2Bd+e", "")))
                .contains("c+d e");
        assertThat(MessageField.form("a").read(request("/", "a=%E2%99%A5&b=", "content-type", form)))
                .contains("♥");
        assertThat(MessageField.form("b").read(request("/", "a=1&b=", "content-type", form)))
                .contains("");
        assertThat(MessageField.form("a").read(request("/", "a=1"))).isEmpty();
        assertThat(MessageField.query("a").read(request("/?a=%zz", ""))).isEmpty();
        assertThat(MessageField.query("a").read(request("/?a=%+1", ""))).isEmpty();
        assertThat(MessageField.query("a").read(request("/?a=%4", ""))).isEmpty();
        assertThat(MessageField.form("a").read(request("/", "a=%\uff14\uff11", "content-type", form)))
                .isEmpty();
    }

    @Test
    void what_is_given_twice_is_absent() {
        assertThat(MessageField.query("a").read(request("/?a=1&a=1", ""))).isEmpty();
        assertThat(MessageField.header("a").read(request("/", "", "A", "1", "a", "1")))
                .isEmpty();
    }

    @Test
    void a_value_is_covered_by_what_covers_its_place() {
        Set<SignedPart> body = Set.of(SignedPart.BODY);

        assertThat(MessageField.json("a").isCoveredBy(body)).isTrue();
        assertThat(MessageField.form("a").isCoveredBy(body)).isTrue();
        assertThat(MessageField.query("a").isCoveredBy(body)).isFalse();
        assertThat(MessageField.query("a").isCoveredBy(Set.of(SignedPart.URL))).isTrue();
        assertThat(MessageField.header("a").isCoveredBy(Set.of(SignedPart.values())))
                .isFalse();
        assertThat(MessageField.json("a").or(MessageField.header("a")).isCoveredBy(body))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "a.", ".a", "a..b", "[", "[]", "[x]", "[-1]", "a.[0]", "a]b", "[0]b"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> MessageField.json(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
