package io.github.webhooks4j.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.webhooks4j.Headers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageViewsTest {
    @Test
    void text_is_strict_utf8_whatever_the_headers_say() {
        assertThat(message("é\ud83d\ude00").text()).contains("é\ud83d\ude00");
        assertThat(message(new byte[0]).text()).contains("");
        assertThat(message(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80})
                        .text())
                .isEmpty();
        assertThat(message("é".getBytes(StandardCharsets.ISO_8859_1)).text()).isEmpty();
        assertThat(message("a".getBytes(StandardCharsets.UTF_16)).text()).isEmpty();
        assertThat(message(new byte[] {(byte) 0xc0, (byte) 0x80}).text()).isEmpty();
        assertThat(message(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}).text())
                .isEmpty();
    }

    @Test
    void the_body_is_handed_out_as_a_copy() throws Exception {
        Message message = message("abc");

        message.body()[0] = 'x';

        assertThat(message.body()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
        assertThat(message.bodyStream().readAllBytes()).isEqualTo(message.body());
        assertThat(message.bodyLength()).isEqualTo(3);
    }

    @Test
    void of_a_doubled_key_the_last_counts() {
        assertThat(message("{\"type\":\"a\",\"type\":\"b\"}").json().get("type").asText())
                .isEqualTo("b");
    }

    @Test
    void an_escaped_nul_is_read() {
        assertThat(message("{\"a\":\"\\u0000\"}").json().get("a").asText()).isEqualTo("\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}x", "1 2", "{\"s3cr3t\":", "s3cr3t", "{\"a\":s3cr3t}", "{'s3cr3t':1}", "", " "})
    void what_is_no_single_json_value_is_refused_without_being_quoted(String body) {
        assertRefusedWithoutQuoting(message(body), "s3cr3t");
    }

    @Test
    void a_depth_bomb_is_refused() {
        assertRefusedWithoutQuoting(message("[".repeat(1_000_000)), "[[");
        assertRefusedWithoutQuoting(message("{\"s3cr3t\":".repeat(200_000)), "s3cr3t");
    }

    @Test
    @Timeout(10)
    void a_huge_number_costs_nothing() {
        assertRefusedWithoutQuoting(message("7".repeat(1_000_000)), "777");
        Throwable thrown = catchThrowable(() -> message("{\"a\":1e1000000000}").json());
        assertThat(thrown == null || thrown instanceof PayloadException).isTrue();
    }

    @Test
    void bytes_that_are_no_text_are_no_json() {
        assertRefusedWithoutQuoting(message(new byte[] {'"', (byte) 0xff, (byte) 0x80, '"'}), "\u00ff");
    }

    private static void assertRefusedWithoutQuoting(Message message, String secret) {
        Throwable thrown = catchThrowable(message::json);
        assertThat(thrown).isInstanceOf(PayloadException.class);
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain(secret);
    }

    @Test
    void form_fields_are_decoded_and_all_of_a_name_are_kept() {
        Message message = message("a=1&b=x+y%21&a=2&empty=&bare&%61=3&&=nameless");

        assertThat(message.form("a")).contains("1");
        assertThat(message.formAll("a")).containsExactly("1", "2", "3");
        assertThat(message.form("b")).contains("x y!");
        assertThat(message.form("empty")).contains("");
        assertThat(message.form("bare")).contains("");
        assertThat(message.form("absent")).isEmpty();
        assertThat(message(new byte[] {(byte) 0xff}).formAll("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id=%", "id=%4", "id=%zz", "%=1&id=x"})
    void a_broken_encoding_stands_for_itself(String query) {
        assertThat(message(new byte[0], query).query("id")).isPresent();
    }

    @Test
    void the_query_is_decoded_like_a_form() {
        Message message = message(new byte[0], "id=1%2B1&id=2");

        assertThat(message.query("id")).contains("1+1");
        assertThat(message.queryAll("id")).containsExactly("1+1", "2");
        assertThat(message.rawQuery()).isEqualTo("id=1%2B1&id=2");
    }

    @Test
    void the_text_form_shows_no_payload() {
        Message message = message("s3cr3t".getBytes(StandardCharsets.UTF_8), "token=s3cr3t");

        assertThat(message.toString()).doesNotContain("s3cr3t");
        assertThat(message.stored().toString()).doesNotContain("s3cr3t");
    }

    @Test
    void words_of_states_and_outcomes_can_be_read_back() {
        for (MessageState state : MessageState.values()) {
            assertThat(MessageState.ofWord(state.word())).isEqualTo(state);
        }
        for (MessageAttempt.Outcome outcome : MessageAttempt.Outcome.values()) {
            assertThat(MessageAttempt.Outcome.ofWord(outcome.word())).isEqualTo(outcome);
        }
        assertThatThrownBy(() -> MessageState.ofWord("HANDLED")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageAttempt.Outcome.ofWord("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Message message(String body) {
        return message(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Message message(byte[] body) {
        return message(body, "");
    }

    private static Message message(byte[] body, String query) {
        NewMessage received = new NewMessage(
                UUID.randomUUID(),
                "shop",
                Optional.empty(),
                false,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                "POST",
                query,
                Optional.empty(),
                "test",
                Optional.empty(),
                Headers.of("Content-Type", "application/json; charset=utf-16"),
                body,
                Instant.EPOCH,
                new NewMessage.Start.Queued());
        return new Message(received, MessageState.PENDING, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
