package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.request;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import io.github.webhooks4j.testkit.MisbehavingServer.Behaviour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers that refuse, break, dawdle or send too much (sending.md, S12 to S19). */
class FaultyReceiversTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofMillis(700);

    private final HttpTransport transport = Loopback.transport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_closed_port_is_no_connection() throws Exception {
        MisbehavingServer server = MisbehavingServer.start(Behaviours.closesAtOnce());
        server.close();

        TransportResult.Failed failed = failed(transport, url(server));

        assertThat(failed.kind()).isEqualTo(ErrorKind.CONNECT);
        assertThat(failed.detail()).isEqualTo("connection refused");
    }

    static Stream<Arguments> breaking() {
        return Stream.of(
                Arguments.of("closes at once", Behaviours.closesAtOnce(), 0),
                Arguments.of("resets at once", Behaviours.resetsAtOnce(), 0),
                Arguments.of("closes after reading", Behaviours.closesAfterReading(), 1),
                Arguments.of("resets after reading", Behaviours.resetsAfterReading(), 1),
                Arguments.of("closes inside the head", Behaviours.writesAndCloses("HTTP/1.1 200 OK\r\nX: "), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaking")
    void a_connection_that_breaks_before_an_answer_is_tried_once(String name, Behaviour behaviour, int requests)
            throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(behaviour)) {
            TransportResult.Failed failed = failed(transport, url(server));

            // a reset may come before the connection counts as made
            assertThat(failed.kind())
                    .isIn(ErrorKind.RESET, name.equals("resets at once") ? ErrorKind.CONNECT : ErrorKind.RESET);
            assertThat(failed.detail()).doesNotContain("127.0.0.1").doesNotContain("hook.example.com");
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(requests);
        }
    }

    @Test
    void a_kept_connection_that_the_receiver_closes_under_the_next_request_is_not_tried_again() throws Exception {
        Behaviour once = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            connection.readRequest();
            connection.reset();
        };
        try (MisbehavingServer server = MisbehavingServer.start(once)) {
            answered(transport, url(server));
            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.RESET);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_kept_connection_that_was_closed_meanwhile_is_not_used() throws Exception {
        Behaviour once = Behaviours.writesAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        try (MisbehavingServer server = MisbehavingServer.start(once)) {
            for (int i = 1; i <= 5; i++) {
                answered(transport, url(server));
                Awaitility.await().until(() -> server.openConnections() == 0);
            }

            assertThat(server.requests()).hasSizeBetween(4, 5);
        }
    }

    static Stream<Arguments> silent() {
        return Stream.of(
                Arguments.of("never answers", Behaviours.neverAnswers()),
                Arguments.of("never reads", Behaviours.neverReads()),
                Arguments.of("slow head", Behaviours.slowHead()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silent")
    void without_a_head_the_deadline_ends_it(String name, Behaviour behaviour) throws Exception {
        byte[] large = new byte[8 * 1024 * 1024];
        try (MisbehavingServer server = MisbehavingServer.start(behaviour)) {
            OutboundRequest request = new OutboundRequest(url(server), Headers.empty(), large, DEADLINE);

            TransportResult.Failed failed = failed(transport, request);

            assertThat(failed.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(failed.took()).isBetween(DEADLINE, DEADLINE.plus(SLACK));
            Awaitility.await().until(() -> server.openConnections() == 0 || name.equals("never reads"));
        }
    }

    static Stream<Arguments> dawdling() {
        return Stream.of(
                Arguments.of("slow body", Behaviours.slowBody("200 OK"), 200),
                Arguments.of("slow body of a failure", Behaviours.slowBody("503 Busy"), 503),
                Arguments.of("never closes", Behaviours.neverCloses(), 200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dawdling")
    void once_the_head_is_there_the_body_is_waited_for_two_seconds(String name, Behaviour behaviour, int status)
            throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(behaviour)) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(answered.status()).isEqualTo(status);
            assertThat(answered.cut()).isTrue();
            assertThat(answered.body()).isNotEmpty();
            assertThat(answered.took()).isBetween(Exchange.BODY_TIME, Exchange.BODY_TIME.plus(SLACK));
        }
    }

    @Test
    void the_deadline_cuts_a_body_before_the_two_seconds_are_over() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.slowBody("200 OK"))) {
            TransportResult result = Loopback.send(transport, request(url(server), DEADLINE));

            assertThat(result).isInstanceOf(TransportResult.Answered.class);
            assertThat(result.took()).isBetween(DEADLINE, DEADLINE.plus(SLACK));
        }
    }

    @Test
    void of_ten_gigabytes_sixteen_kibibytes_are_taken_and_the_connection_is_closed() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.hugeBody())) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).hasSize(TransportResult.MAX_BODY);
            assertThat(answered.cut()).isTrue();
            assertThat(answered.took()).isLessThan(Duration.ofSeconds(1));
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void a_body_of_exactly_the_cap_is_whole() throws Exception {
        try (MisbehavingServer server =
                MisbehavingServer.start(Behaviours.answers("200 OK", "x".repeat(TransportResult.MAX_BODY)))) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(answered.body()).hasSize(TransportResult.MAX_BODY);
            assertThat(answered.cut()).isFalse();
        }
    }

    @Test
    void a_connection_that_breaks_in_the_body_only_cuts_it() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(
                Behaviours.writesAndCloses("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhello"))) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(answered.status()).isEqualTo(201);
            assertThat(answered.cut()).isTrue();
            assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
        }
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of("header lines", Behaviours.endless("HTTP/1.1 200 OK\r\n", "X: y\r\n")),
                Arguments.of("status line", Behaviours.endless("HTTP/1.1 200 ", "x")),
                Arguments.of("header line", Behaviours.endless("HTTP/1.1 200 OK\r\nX: ", "x")),
                Arguments.of("interim answers", Behaviours.endless("", "HTTP/1.1 100 Continue\r\n\r\n")),
                Arguments.of("empty lines", Behaviours.endless("", "\r\n")),
                Arguments.of(
                        "chunk line",
                        Behaviours.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x")),
                Arguments.of(
                        "trailers",
                        Behaviours.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void what_has_no_end_is_no_answer(String name, Behaviour behaviour) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(behaviour)) {
            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.INVALID_RESPONSE);
            assertThat(failed.took()).isLessThan(Duration.ofSeconds(1));
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void eight_interim_answers_are_borne() throws Exception {
        String raw =
                "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n".repeat(8) + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.repeats(raw))) {
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
        }
    }

    @Test
    void nothing_is_inflated() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.gzipBomb())) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(answered.body()).hasSize(TransportResult.MAX_BODY).startsWith(0x1f, 0x8b);
            assertThat(answered.headers().first("Content-Encoding")).contains("gzip");
            assertThat(new String(server.requests().get(0), StandardCharsets.ISO_8859_1))
                    .contains("\r\nAccept-Encoding: identity\r\n");
        }
    }
}
