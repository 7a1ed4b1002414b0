package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.BODY;
import static io.github.webhooks4j.http.Loopback.address;
import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.http.Loopback.Names;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The address that was judged is the address that is dialled, once per connection (targets.md, U10 to U15). */
class DiallingTest {
    private final Names names = new Names();
    private final HttpTransport transport = Loopback.transport(names).build();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void the_request_on_the_wire_is_the_one_that_was_given() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", "fine"))) {
            TransportResult.Answered answered = answered(transport, url(server));

            assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("fine");
            assertThat(new String(server.requests().get(0), StandardCharsets.UTF_8))
                    .isEqualTo("POST /in?x=1 HTTP/1.1\r\nHost: hook.example.com:" + server.port()
                            + "\r\nContent-Type: application/json\r\nUser-Agent: t\r\nContent-Length: " + BODY.length
                            + "\r\nAccept-Encoding: identity\r\nConnection: keep-alive\r\n\r\n"
                            + new String(BODY, StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_name_is_looked_up_fully_qualified_once_for_each_connection_that_is_opened() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            for (int i = 0; i < 20; i++) {
                answered(transport, url(server));
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(names.asked()).containsExactly("hook.example.com.");

            List<CompletableFuture<TransportResult>> together = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                together.add(transport.send(Loopback.request(url(server))).toCompletableFuture());
            }
            CompletableFuture.allOf(together.toArray(CompletableFuture[]::new)).join();

            assertThat(server.requests()).hasSize(70);
            assertThat(names.asked()).hasSize(server.connections());
        }
    }

    @Test
    void a_literal_is_never_looked_up() throws Exception {
        try (MisbehavingServer four = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                MisbehavingServer six = MisbehavingServer.start(address("::1"), 0, Behaviours.answers("200 OK", ""))) {
            answered(transport, "http://127.0.0.1:" + four.port() + "/");
            answered(transport, "http://[::1]:" + six.port());

            assertThat(names.asked()).isEmpty();
            assertThat(new String(six.requests().get(0), StandardCharsets.UTF_8))
                    .startsWith("POST / HTTP/1.1\r\nHost: [::1]:" + six.port() + "\r\n");
        }
    }

    @Test
    void a_connection_is_not_shared_between_hosts() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            answered(transport, "http://one.example.com:" + server.port() + "/");
            answered(transport, "http://two.example.com:" + server.port() + "/");
            answered(transport, "http://127.0.0.1:" + server.port() + "/");

            assertThat(server.connections()).isEqualTo(3);
            assertThat(names.asked()).containsExactly("one.example.com.", "two.example.com.");
        }
    }

    @Test
    void one_refused_address_among_the_answers_refuses_all_and_is_not_named() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            names.answer("127.0.0.1", "10.1.2.3");

            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.REFUSED_ADDRESS);
            assertThat(failed.detail()).isEqualTo("blocked address");
            assertThat(server.connections()).isZero();
            assertThat(transport.check(url(server))).isEqualTo(new TargetVerdict.Refused("blocked address"));
        }
    }

    @Test
    void what_a_name_resolves_to_later_is_not_dialled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (MisbehavingServer good =
                        MisbehavingServer.start(address("127.0.0.2"), 0, Behaviours.answers("200 OK", ""));
                MisbehavingServer evil =
                        MisbehavingServer.start(address("127.0.0.1"), good.port(), Behaviours.answers("200 OK", ""));
                HttpTransport rebound = Loopback.transport(
                                host -> List.of(address(asked.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1")))
                        .build()) {
            answered(rebound, "http://hook.example.com:" + good.port() + "/");

            assertThat(asked).hasValue(1);
            assertThat(good.connections()).isEqualTo(1);
            assertThat(evil.connections()).isZero();
        }
    }

    @Test
    void the_next_address_is_dialled_where_one_refuses() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            names.answer("127.0.0.3", "::1", "127.0.0.1");

            answered(transport, url(server));

            assertThat(names.asked()).hasSize(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void by_default_nothing_on_this_host_is_dialled() throws Exception {
        try (MisbehavingServer canary = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                HttpTransport strict =
                        HttpTransport.builder().addressResolver(names).build()) {
            for (String host : List.of("hook.example.com", "127.0.0.1", "[::1]", "localhost")) {
                TransportResult.Failed failed = failed(strict, "https://" + host + ":" + canary.port() + "/");
                assertThat(failed.kind()).isEqualTo(ErrorKind.REFUSED_ADDRESS);
            }
            assertThat(canary.connections()).isZero();
        }
    }

    @Test
    void a_host_that_does_not_resolve_now_is_no_reason_to_refuse_it() {
        HttpTransport unknown = Loopback.transport(host -> {
                    throw new java.net.UnknownHostException(host);
                })
                .build();
        try (unknown) {
            assertThat(unknown.check("http://hook.example.com/")).isInstanceOf(TargetVerdict.Allowed.class);
            assertThat(unknown.check("ftp://hook.example.com/")).isInstanceOf(TargetVerdict.Refused.class);
        }
    }

    @Test
    void an_idle_connection_is_closed_after_four_seconds() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            answered(transport, url(server));
            assertThat(server.openConnections()).isEqualTo(1);

            Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> server.openConnections() == 0);
            answered(transport, url(server));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_connection_is_kept_no_longer_than_the_server_says() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(
                Behaviours.repeats("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1, max=5\r\nContent-Length: 0\r\n\r\n"))) {
            answered(transport, url(server));
            answered(transport, url(server));

            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void what_the_caller_may_not_send_is_misuse() {
        for (Headers bad : List.of(
                Headers.of("Host", "other.example.com"),
                Headers.of("transfer-encoding", "chunked"),
                Headers.of("X", "caf\u00e9"),
                Headers.of("X", "\u010a"))) {
            OutboundRequest request = new OutboundRequest("http://hook.example.com/", bad, BODY, Duration.ofSeconds(1));
            assertThatThrownBy(() -> transport.send(request))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("caf");
        }
    }
}
