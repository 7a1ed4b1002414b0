package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.webhooks4j.servlet.WebhookServlet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Requests whose head decides, and what a good one is answered. */
class AnswersTest extends ServletFixture {
    @Test
    void a_genuine_request_is_stored_handled_and_answered() throws Exception {
        byte[] body = bytes("{\"ref\":\"refs/heads/main\"}");

        RawHttp.Answer answer = exchange(push("d-1", body));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("Message received okay.");
        assertThat(answer.header("Content-Type").orElse("").replace(" ", "").toLowerCase(Locale.ROOT))
                .isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(stored()).hasSize(1);
        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).body()).isEqualTo(body);
        assertThat(handled.get(0).remoteAddress()).contains("127.0.0.1");
        assertThat(logs.ours(Level.WARN)).isEmpty();
    }

    @Test
    void a_handler_that_outlives_its_deadline_is_answered_503_while_it_goes_on() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        handler = message -> {
            go.await();
            handled.add(message);
        };
        String request =
                new String(push("d-1"), StandardCharsets.ISO_8859_1).replace("/webhooks/github", "/webhooks/hasty");

        RawHttp.Answer answer = exchange(request.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(handled).isEmpty();
        go.countDown();
        await().until(() -> handled.size() == 1);
    }

    @Test
    void one_connection_serves_many_requests() throws Exception {
        try (RawHttp http = connect()) {
            for (int i = 0; i < 50; i++) {
                assertThat(http.send(push("d-" + i)).answer().status()).isEqualTo(200);
            }
        }
        assertThat(handled).hasSize(50);
    }

    @Test
    void a_get_is_a_message_where_the_source_takes_it() throws Exception {
        RawHttp.Answer answer = exchange("GET /webhooks/form?id=7&text=%C3%A9+%2B HTTP/1.1\r\nHost: localhost\r\n"
                + "X-Token: " + SECRET + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).query("text")).contains("é +");
    }

    @Test
    void other_methods_are_405_with_allow() throws Exception {
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"}) {
            try (RawHttp http = connect()) {
                RawHttp.Answer answer = http.send(method + " /webhooks/github HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .answer(!method.equals("HEAD"));
                assertThat(answer.status()).as(method).isEqualTo(405);
                assertThat(answer.header("Allow")).as(method).contains("POST");
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void trace_is_405_and_echoes_nothing() throws Exception {
        RawHttp.Answer answer =
                exchange("TRACE /webhooks/github HTTP/1.1\r\nHost: localhost\r\nX-Private: echo-me\r\n\r\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text() + answer.headers()).doesNotContain("echo-me");
    }

    @Test
    void a_method_cannot_be_overridden() throws Exception {
        String get = "GET /webhooks/github?_method=POST HTTP/1.1\r\nHost: localhost\r\n"
                + "X-HTTP-Method-Override: POST\r\nX-HTTP-Method: POST\r\n\r\n";
        byte[] body = bytes("_method=DELETE&a=b");

        assertThat(exchange(get).status()).isEqualTo(405);
        assertThat(exchange(push(
                                "d-1",
                                body,
                                "X-HTTP-Method-Override: DELETE\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\n"))
                        .status())
                .isEqualTo(200);
        assertThat(stored()).singleElement().satisfies(m -> assertThat(m.body()).isEqualTo(body));
    }

    @Test
    void every_unknown_path_gets_the_same_bytes() throws Exception {
        Random random = new Random(7);
        Set<String> answers = new TreeSet<>();
        try (RawHttp http = connect()) {
            for (int i = 0; i < 1000; i++) {
                String path = Long.toString(Math.abs(random.nextLong()), 36);
                String below = i % 3 == 0 ? "github/" + path : i % 3 == 1 ? path : path + "/github";
                answers.add(http.send(
                                "POST /webhooks/" + below + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                        .answer()
                        .comparable());
            }
        }
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer).startsWith("404 ").doesNotContain("html"));
        assertThat(logs.ours(Level.WARN)).isEmpty();
    }

    @Test
    void no_answer_tells_a_version() throws Exception {
        for (RawHttp.Answer answer : new RawHttp.Answer[] {
            exchange(push("d-1")), exchange("GET /webhooks/github HTTP/1.1\r\nHost: localhost\r\n\r\n")
        }) {
            assertThat(answer.header("X-Powered-By")).isEmpty();
            assertThat(answer.headers())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("webhooks4j"));
        }
    }

    @Test
    void it_may_be_mapped_anywhere() throws Exception {
        byte[] body = bytes("{}");
        mount("", "/");
        assertThat(exchange(at("/github", body)).status()).isEqualTo(200);
        mount("", "/*");
        assertThat(exchange(at("/github", body)).status()).isEqualTo(200);
        mount("/shop", "/in/webhooks/*");
        assertThat(exchange(at("/shop/in/webhooks/github", body)).status()).isEqualTo(200);
        assertThat(exchange(at("/shop/in/webhooks/github/", body)).status()).isEqualTo(200);
        assertThat(exchange(at("/shop/in/webhooks", body)).status()).isEqualTo(404);
        mount("/shop", "/in/github");
        assertThat(exchange(at("/shop/in/github", body)).status()).isEqualTo(200);
        assertThat(exchange(at("http://localhost/shop/in/github?a=%2F", body)).status())
                .isEqualTo(200);
    }

    @Test
    void an_application_registers_it_in_one_line() throws Exception {
        register((classes, context) -> WebhookServlet.register(context, receiver, "/in/*"));

        assertThat(exchange(at("/in/github", bytes("{}"))).status()).isEqualTo(200);
        assertThat(logs.errors()).isEmpty();
    }

    @Test
    void a_pattern_cannot_be_registered_twice() throws Exception {
        List<Exception> thrown = new ArrayList<>();
        register((classes, context) -> {
            WebhookServlet.register(context, receiver, "/in/*");
            try {
                WebhookServlet.register(context, receiver, "/in/*");
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
        });

        assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("/in/*"));
    }

    private static byte[] at(String target, byte[] body) {
        String request = new String(push("d-1", body), java.nio.charset.StandardCharsets.ISO_8859_1);
        return bytes(request.replace("/webhooks/github HTTP", target + " HTTP"));
    }

    @Test
    void every_forgery_is_401_and_empty() throws Exception {
        byte[] body = bytes("{}");
        String forged = head("github", "d-1", bytes("other")) + "Content-Length: 2\r\n\r\n{}";

        RawHttp.Answer answer = exchange(forged);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(exchange(push("d-1", body)).status()).isEqualTo(200);
    }
}
