package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handshakes by every method that they come by, on the wire. */
class HandshakesTest extends ServletFixture {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

    @AfterEach
    void nothing_is_stored_and_no_cookie_set() {
        assertThat(stored()).isEmpty();
        assertThat(handled).isEmpty();
        assertThat(logs.errors()).isEmpty();
    }

    @Test
    void a_challenge_by_get_comes_back_as_plain_text() throws Exception {
        RawHttp.Answer answer = exchange("GET /webhooks/asked?challenge=abc-1%2B2" + HOST + "\r\n");

        assertText(answer, "abc-1+2");
        assertThat(logs.ours(Level.WARN)).isEmpty();
    }

    @Test
    void markup_does_not_come_back() throws Exception {
        RawHttp.Answer answer =
                exchange("GET /webhooks/asked?challenge=%3Cscript%3Ealert(1)%3C/script%3E" + HOST + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_is_answered_without_a_body_and_the_connection_goes_on() throws Exception {
        try (RawHttp http = connect()) {
            RawHttp.Answer head =
                    http.send("HEAD /webhooks/asked" + HOST + "\r\n").answer(false);
            RawHttp.Answer get =
                    http.send("GET /webhooks/asked?challenge=c" + HOST + "\r\n").answer();

            assertThat(head.status()).isEqualTo(200);
            assertText(get, "c");
        }
    }

    @Test
    void options_gets_consent() throws Exception {
        RawHttp.Answer answer = exchange("OPTIONS /webhooks/asked" + HOST
                + "WebHook-Request-Origin: sender.example\r\nWebHook-Request-Rate: 120\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("WebHook-Allowed-Origin")).contains("sender.example");
        assertThat(answer.header("WebHook-Allowed-Rate")).contains("60");
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_sentence_in_the_query_of_a_post_comes_back_decoded() throws Exception {
        String head = "POST /webhooks/asked?validationToken=Validation%3A+a%20sentence" + HOST;

        assertText(exchange(head + "Content-Length: 0\r\n\r\n"), "Validation: a sentence");
        assertText(
                exchange(head + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"), "Validation: a sentence");
    }

    @Test
    void a_signed_challenge_comes_back_and_an_unsigned_one_does_not() throws Exception {
        byte[] body = bytes("{\"type\":\"url_verification\",\"challenge\":\"c-1\"}");
        String signed = head("asked", "d-1", body) + "Content-Length: " + body.length + "\r\n\r\n";
        String unsigned = "POST /webhooks/asked" + HOST + "Content-Length: " + body.length + "\r\n\r\n";

        assertText(exchange(signed + new String(body, java.nio.charset.StandardCharsets.US_ASCII)), "c-1");
        assertThat(exchange(unsigned + new String(body, java.nio.charset.StandardCharsets.US_ASCII))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void what_is_no_handshake_is_405_by_those_methods() throws Exception {
        for (String method : List.of("GET", "OPTIONS", "PUT", "TRACE")) {
            RawHttp.Answer answer = exchange(method + " /webhooks/asked" + HOST + "\r\n");

            assertThat(answer.status()).as(method).isEqualTo(405);
            if (!method.equals("TRACE")) { // which some containers answer themselves
                assertThat(answer.header("Allow")).as(method).contains("POST");
            }
        }
        assertThat(faults()).contains(RequestFault.METHOD_NOT_ALLOWED);
    }

    @Test
    void a_body_that_comes_with_a_get_is_not_read() throws Exception {
        try (RawHttp http = connect()) {
            RawHttp.Answer answer = http.send(
                            "GET /webhooks/asked?challenge=c" + HOST + "Content-Length: 1000000\r\n\r\n")
                    .answer();

            assertText(answer, "c");
            assertThat(answer.header("Connection")).contains("close");
        }
    }

    private void assertText(RawHttp.Answer answer, String text) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.header("Content-Type").orElse("").replace(" ", "").toLowerCase(Locale.ROOT))
                .isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(notices).anyMatch(Notice.HandshakeAnswered.class::isInstance);
    }
}
