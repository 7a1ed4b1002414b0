package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.AddressResolver;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that do not resolve, and resolvers that hang (S46). */
class LookupsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** As the JDK's look-up does: ignores interrupts. */
    private static final class Hanging implements AddressResolver {
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public List<InetAddress> resolve(String host) {
            if (host.startsWith("fine")) {
                return List.of(Loopback.address("127.0.0.1"));
            }
            boolean waiting = true;
            while (waiting) {
                try {
                    released.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    waiting = true;
                }
            }
            return List.of(Loopback.address("127.0.0.1"));
        }
    }

    @Test
    void look_ups_that_hang_fail_in_time_then_at_once_and_stop_neither_literals_nor_kept_connections()
            throws Exception {
        Hanging hanging = new Hanging();
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                HttpTransport transport = Loopback.transport(hanging)
                        .lookupThreads(2)
                        .lookupTimeout(TIMEOUT)
                        .build()) {
            String kept = "http://fine.example.com:" + server.port() + "/";
            answered(transport, kept);

            TransportResult.Failed late = failed(transport, url(server));
            assertThat(late.kind()).isEqualTo(ErrorKind.DNS);
            assertThat(late.took()).isBetween(TIMEOUT, TIMEOUT.plusMillis(500));
            TransportResult.Failed atOnce = failed(transport, url(server));
            assertThat(atOnce.kind()).isEqualTo(ErrorKind.DNS);
            assertThat(atOnce.took()).isLessThan(TIMEOUT);
            assertThat(answered(transport, kept).status()).isEqualTo(200);
            assertThat(answered(transport, "http://127.0.0.1:" + server.port() + "/")
                            .status())
                    .isEqualTo(200);

            hanging.released.countDown();
            org.awaitility.Awaitility.await()
                    .until(() -> Loopback.send(transport, url(server)) instanceof TransportResult.Answered);
        }
    }

    @Test
    void a_name_that_hangs_does_not_stop_the_look_ups_of_others() throws Exception {
        Hanging hanging = new Hanging();
        try (MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                HttpTransport transport = Loopback.transport(hanging).build()) {
            for (int i = 0; i < 64; i++) {
                var unused = transport.send(Loopback.request(url(server)));
            }

            assertThat(answered(transport, "http://fine.example.com:" + server.port() + "/")
                            .status())
                    .isEqualTo(200);

            hanging.released.countDown();
        }
    }

    @Test
    void the_deadline_of_the_request_ends_a_look_up_too() throws Exception {
        Hanging hanging = new Hanging();
        try (HttpTransport transport = Loopback.transport(hanging).build()) {
            TransportResult.Failed failed =
                    failed(transport, Loopback.request("http://hook.example.com:8080/", TIMEOUT));

            assertThat(failed.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(failed.detail()).contains("looking up");
            assertThat(failed.took()).isBetween(TIMEOUT, TIMEOUT.plusMillis(500));
            hanging.released.countDown();
        }
    }

    static Stream<Arguments> useless() {
        AddressResolver unknown = host -> {
            throw new UnknownHostException(host);
        };
        AddressResolver broken = host -> {
            throw new IllegalStateException(host);
        };
        AddressResolver recursive = host -> {
            throw new StackOverflowError();
        };
        return Stream.of(
                Arguments.of("unknown", unknown),
                Arguments.of("no address", (AddressResolver) host -> List.of()),
                Arguments.of("nothing", (AddressResolver) host -> null),
                Arguments.of("an exception", broken),
                Arguments.of("an error", recursive));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("useless")
    void a_resolver_that_gives_no_address_is_a_failed_look_up(String name, AddressResolver resolver) throws Exception {
        try (HttpTransport transport = Loopback.transport(resolver).build()) {
            TransportResult.Failed failed = failed(transport, "http://hook.example.com:8080/");

            assertThat(failed.kind()).isEqualTo(ErrorKind.DNS);
            assertThat(failed.detail()).doesNotContain("example");
            assertThat(failed.took()).isLessThan(Duration.ofSeconds(1));
        }
    }
}
