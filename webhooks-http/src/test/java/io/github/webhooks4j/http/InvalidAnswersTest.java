package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not quite HTTP is no answer (S20), and every status from 200 to 599 is one (S22 to S24). */
class InvalidAnswersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    private final HttpTransport transport = Loopback.transport();

    @AfterEach
    void close() {
        transport.close();
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                Arguments.of("an SSH banner", "SSH-2.0-OpenSSH_9.6\r\n"),
                Arguments.of("an SMTP banner", "220 mail.example.com ESMTP\r\n"),
                Arguments.of("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n"),
                Arguments.of("HTTP/0.9", "<html>hello</html>"),
                Arguments.of("a wrong version", "HTTP/1.2 200 OK\r\n\r\n"),
                Arguments.of("an empty line first", "\r\n" + OK + "Content-Length: 0\r\n\r\n"),
                Arguments.of("status 999", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 600", "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 99", "HTTP/1.1 99 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 099", "HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 000", "HTTP/1.1 000 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status -20", "HTTP/1.1 -20 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 2000", "HTTP/1.1 2000 Odd\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("status 101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
                Arguments.of("nine interim answers", "HTTP/1.1 102 Processing\r\n\r\n".repeat(9) + OK + "\r\n"),
                Arguments.of("204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"),
                Arguments.of("204 with chunks", "HTTP/1.1 204 None\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("204 with bytes after it", "HTTP/1.1 204 No Content\r\n\r\nhello"),
                Arguments.of("no colon", OK + "Broken\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("a blank before the colon", OK + "X : y\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("an empty name", OK + ": y\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("a folded line", OK + "X: y\r\n z\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n"),
                Arguments.of("bare LF in a header", OK + "X: y\nContent-Length: 0\r\n\r\n"),
                Arguments.of("bare CR", OK + "X: y\rz\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("NUL in a value", OK + "X: y\0z\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("a reason that is not ASCII", "HTTP/1.1 200 Sch\u00f6n\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "length and chunks", OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
                Arguments.of("a negative length", OK + "Content-Length: -5\r\n\r\nhello"),
                Arguments.of("a length with a sign", OK + "Content-Length: +5\r\n\r\nhello"),
                Arguments.of("a huge length", OK + "Content-Length: 99999999999999999999\r\n\r\nhello"),
                Arguments.of("a list of lengths", OK + "Content-Length: 5, 5\r\n\r\nhello"),
                Arguments.of("an unknown coding", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("a chunk size of letters", CHUNKED + "zz\r\nhello\r\n"),
                Arguments.of("a negative chunk size", CHUNKED + "-5\r\nhello\r\n"),
                Arguments.of("a chunk longer than it says", CHUNKED + "2\r\nhello\r\n0\r\n\r\n"),
                Arguments.of("201 header lines", OK + "X: y\r\n".repeat(201) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void is_no_answer_and_its_connection_is_not_used_again(String name, String raw) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.writesAndHolds(raw))) {
            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.INVALID_RESPONSE);
            Awaitility.await().until(() -> server.openConnections() == 0);
            server.behave(Behaviours.answers("200 OK", ""));
            answered(transport, url(server));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_greeting_before_the_request_is_no_answer() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.greets("SSH-2.0-OpenSSH_9.6\r\n"))) {
            assertThat(failed(transport, url(server)).kind()).isEqualTo(ErrorKind.INVALID_RESPONSE);
        }
    }

    @Test
    void bytes_after_an_answer_end_its_connection() throws Exception {
        String raw = OK + "Content-Length: 0\r\n\r\nHTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n";
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.writesAndHolds(raw))) {
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
            server.behave(Behaviours.answers("202 Accepted", ""));

            TransportResult next = Loopback.send(transport, url(server));

            if (next instanceof TransportResult.Answered answered) {
                assertThat(answered.status()).isEqualTo(202);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299, 300, 304, 308, 400, 401, 403, 404, 410, 413, 429, 500, 502, 503, 599})
    void every_status_of_its_range_is_an_answer(int status) throws Exception {
        String raw = "HTTP/1.1 " + status + "\r\n" + (status == 204 ? "" : "Content-Length: 0\r\n") + "\r\n";
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.repeats(raw))) {
            assertThat(answered(transport, url(server)).status()).isEqualTo(status);
            assertThat(answered(transport, url(server)).status()).isEqualTo(status);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_an_answer_and_its_target_is_not_contacted(int status) throws Exception {
        try (MisbehavingServer canary = MisbehavingServer.start(Behaviours.closesAtOnce());
                MisbehavingServer server = MisbehavingServer.start(Behaviours.repeats("HTTP/1.1 " + status
                        + " Moved\r\nLocation: http://127.0.0.1:" + canary.port()
                        + "/\r\nRefresh: 0; url=http://127.0.0.1:" + canary.port() + "/\r\nAlt-Svc: http=\"127.0.0.1:"
                        + canary.port() + "\"\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(answered(transport, url(server)).status()).isEqualTo(status);
            assertThat(answered(transport, url(server)).status()).isEqualTo(status);

            assertThat(server.requests()).hasSize(2);
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void chunks_and_trailers_are_read() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(
                Behaviours.repeats(CHUNKED + "5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n"))) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("hello world");
            assertThat(answered.cut()).isFalse();
        }
    }

    @Test
    void more_header_fields_than_are_kept_are_left_out() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(
                Behaviours.repeats(OK + "X: y\r\n".repeat(150) + "Content-Length: 0\r\n\r\n"))) {
            assertThat(answered(transport, url(server)).headers().size()).isEqualTo(100);
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
        }
    }

    @Test
    void cookies_are_not_sent_back() throws Exception {
        try (MisbehavingServer server =
                MisbehavingServer.start(Behaviours.repeats(OK + "Set-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"))) {
            answered(transport, url(server));
            answered(transport, url(server));

            assertThat(new String(server.requests().get(1), StandardCharsets.ISO_8859_1))
                    .doesNotContain("ookie");
        }
    }
}
