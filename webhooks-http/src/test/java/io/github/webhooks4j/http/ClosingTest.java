package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.request;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportFactory;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a transport begins and ends, what it costs in threads, and what it survives. */
class ClosingTest {
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("webhooks-http-"))
                .toList();
    }

    @Test
    void requests_in_flight_fail_and_threads_end() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.neverAnswers())) {
            HttpTransport transport = Loopback.transport();
            List<CompletableFuture<TransportResult>> flying = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                flying.add(transport.send(request(url(server))).toCompletableFuture());
            }
            Awaitility.await().until(() -> server.requests().size() == 20);

            transport.close();
            transport.close();

            for (CompletableFuture<TransportResult> each : flying) {
                TransportResult.Failed failed = (TransportResult.Failed) each.get(1, TimeUnit.SECONDS);
                assertThat(failed.kind()).isEqualTo(ErrorKind.RESET);
            }
            assertThat(failed(transport, url(server)).detail()).isEqualTo("the transport is closed");
            Awaitility.await().until(() -> server.openConnections() == 0);
            Awaitility.await().until(() -> threads().isEmpty());
        }
    }

    @Test
    void a_thousand_requests_that_hang_have_no_thread_each() throws Exception {
        int many = 1000;
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.neverAnswers());
                HttpTransport transport = Loopback.transport()) {
            List<CompletableFuture<TransportResult>> flying = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                flying.add(transport
                        .send(request(url(server), Duration.ofSeconds(8)))
                        .toCompletableFuture());
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> server.requests().size() == many);

            assertThat(threads()).hasSizeBetween(3, 39);
            assertThat(answered(
                                    transport,
                                    "http://127.0.0.1:" + answering(server).port() + "/")
                            .took())
                    .isLessThan(Duration.ofSeconds(2));
            for (CompletableFuture<TransportResult> each : flying) {
                TransportResult.Failed failed = (TransportResult.Failed) each.get(10, TimeUnit.SECONDS);
                assertThat(failed.kind()).isEqualTo(ErrorKind.TIMEOUT);
                assertThat(failed.took()).isLessThan(Duration.ofSeconds(9));
            }
        }
    }

    private static MisbehavingServer answering(MisbehavingServer server) {
        server.behave(Behaviours.answers("200 OK", ""));
        return server;
    }

    @Test
    void more_requests_than_connections_wait_within_their_deadline() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.neverAnswers());
                HttpTransport transport = Loopback.transport(new Loopback.Names())
                        .maxConnectionsPerHost(1)
                        .build()) {
            CompletableFuture<TransportResult> first =
                    transport.send(request(url(server), Duration.ofSeconds(2))).toCompletableFuture();
            TransportResult.Failed second = failed(transport, request(url(server), Duration.ofMillis(500)));

            assertThat(second.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(second.detail()).contains("free connection");
            assertThat(second.took()).isLessThan(Duration.ofSeconds(1));
            server.behave(Behaviours.answers("200 OK", ""));
            assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(TransportResult.Failed.class);
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void an_io_thread_that_ends_is_replaced() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.neverAnswers());
                HttpTransport transport = Loopback.transport()) {
            CompletableFuture<TransportResult> flying =
                    transport.send(request(url(server))).toCompletableFuture();
            Awaitility.await().until(() -> server.requests().size() == 1);

            threads().stream()
                    .filter(thread -> thread.getName().startsWith("webhooks-http-io-"))
                    .forEach(Thread::interrupt);

            TransportResult.Failed failed = (TransportResult.Failed) flying.get(5, TimeUnit.SECONDS);
            assertThat(failed.kind()).isEqualTo(ErrorKind.RESET);
            server.behave(Behaviours.answers("200 OK", ""));
            Awaitility.await().until(() -> Loopback.send(transport, url(server)) instanceof TransportResult.Answered);
        }
        Awaitility.await().until(() -> threads().isEmpty());
    }

    @Test
    void what_is_attached_to_a_result_may_throw() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                HttpTransport transport = Loopback.transport()) {
            CompletableFuture<Object> broken = transport
                    .send(request(url(server)))
                    .<Object>thenApply(result -> {
                        throw new StackOverflowError();
                    })
                    .toCompletableFuture();
            Awaitility.await().until(broken::isCompletedExceptionally);

            assertThat(answered(transport, url(server)).status()).isEqualTo(200);
        }
    }

    @Test
    void it_is_found_by_the_service_loader() {
        List<TransportFactory> found = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        assertThat(found).singleElement().isInstanceOf(HttpTransportFactory.class);
        try (Transport transport = found.get(0).create()) {
            assertThat(transport).isInstanceOf(HttpTransport.class);
        }
    }
}
