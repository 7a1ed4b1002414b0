package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import io.github.webhooks4j.testkit.MisbehavingServer.Behaviour;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of TLS are a failed attempt and nothing else (S21). */
class TlsTest {
    private static final String HOST = "hook.example.com";

    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static KeyStore keys;
    private static SSLContext good;

    private final Loopback.Names names = new Loopback.Names();
    private HttpTransport transport;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = new Certificates(directory);
        keys = certificates.signedKeys(HOST, "-1d", 10);
        good = certificates.asking(keys);
    }

    @BeforeEach
    void open() {
        transport = Loopback.transport(names)
                .trustedCertificates(certificates.authority())
                .connectTimeout(Duration.ofMillis(700))
                .build();
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static String url(MisbehavingServer server) {
        return "https://" + HOST + ":" + server.port() + "/in";
    }

    @Test
    void the_name_is_asked_for_and_checked_and_the_connection_is_used_again() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Behaviour behaviour = connection -> {
            asked.add(connection.serverName().orElse("none"));
            Behaviours.answers("200 OK", "fine").serve(connection);
        };
        try (MisbehavingServer server = MisbehavingServer.startTls(good, behaviour)) {
            assertThat(answered(transport, url(server)).body()).hasSize(4);
            assertThat(answered(transport, url(server)).status()).isEqualTo(200);

            assertThat(asked).containsExactly(HOST);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(names.asked()).hasSize(1);
        }
    }

    @Test
    void of_a_huge_body_over_tls_the_cap_is_taken_and_the_connection_closed() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.startTls(good, Behaviours.hugeBody())) {
            assertThat(answered(transport, url(server)).body()).hasSize(TransportResult.MAX_BODY);
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void an_expired_certificate_is_refused() throws Exception {
        assertRefused(certificates.signed(HOST, "-10d", 5), "expired");
    }

    @Test
    void a_certificate_of_the_future_is_refused() throws Exception {
        assertRefused(certificates.signed(HOST, "+5d", 5), "not valid yet");
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        assertRefused(certificates.signed("other.example.com", "-1d", 10), "not for this host");
    }

    @Test
    void a_certificate_that_signed_itself_is_refused() throws Exception {
        assertRefused(certificates.selfSigned(HOST), "not trusted");
    }

    @Test
    void a_certificate_signed_by_sha_1_is_refused() throws Exception {
        assertRefused(certificates.signedBySha1(HOST), "");
    }

    private void assertRefused(SSLContext tls, String why) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.startTls(tls, Behaviours.answers("200 OK", ""))) {
            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failed.detail()).contains(why);
            assertThat(server.requests()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_authority_that_nobody_added_is_not_trusted() throws Exception {
        try (MisbehavingServer server = MisbehavingServer.startTls(good, Behaviours.answers("200 OK", ""));
                HttpTransport unaware = Loopback.transport()) {
            TransportResult.Failed failed = failed(unaware, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failed.detail()).contains("not trusted");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_name_is_checked_even_where_the_context_trusts_everybody() throws Exception {
        SSLContext credulous = SSLContext.getInstance("TLS");
        credulous.init(null, new javax.net.ssl.TrustManager[] {new Credulous()}, null);
        SSLContext other = certificates.signed("other.example.com", "-1d", 9);
        try (MisbehavingServer server = MisbehavingServer.startTls(other, Behaviours.answers("200 OK", ""));
                HttpTransport trusting =
                        Loopback.transport(names).sslContext(credulous).build()) {
            assertThat(failed(trusting, url(server)).kind()).isEqualTo(ErrorKind.TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    static Stream<Arguments> broken() {
        // a ServerHello of TLS 1.0
        String hello = "160301002a" + "02000026" + "0301" + "11".repeat(32) + "00" + "c013" + "00";
        byte[] old = HexFormat.of().parseHex(hello);
        return Stream.of(
                Arguments.of("stalls", Behaviours.neverReads(), "in time"),
                Arguments.of("closes", (Behaviour) connection -> connection.readSome(5), "handshake"),
                Arguments.of("closes at once", Behaviours.closesAtOnce(), ""),
                Arguments.of(
                        "resets",
                        (Behaviour) connection -> {
                            connection.readSome(5);
                            connection.reset();
                        },
                        "handshake"),
                Arguments.of("speaks plain HTTP", Behaviours.greets("HTTP/1.1 400 Bad Request\r\n\r\n"), "handshake"),
                Arguments.of(
                        "speaks TLS 1.0",
                        (Behaviour) connection -> {
                            connection.readSome(5);
                            connection.write(old);
                            connection.hold();
                        },
                        "handshake"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void a_handshake_that_fails_is_a_failed_attempt(String name, Behaviour behaviour, String why) throws Exception {
        try (MisbehavingServer server = MisbehavingServer.start(behaviour)) {
            TransportResult.Failed failed = failed(transport, url(server));

            assertThat(failed.kind()).isEqualTo(ErrorKind.TLS);
            assertThat(failed.detail()).contains(why).doesNotContain("127.0.0.1");
            assertThat(failed.took()).isLessThan(Duration.ofSeconds(2));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void the_deadline_ends_a_handshake_too() throws Exception {
        Duration deadline = Duration.ofMillis(400);
        try (MisbehavingServer server = MisbehavingServer.start(connection -> connection.awaitEnd());
                HttpTransport patient = Loopback.transport()) {
            TransportResult.Failed failed = failed(patient, Loopback.request(url(server), deadline));

            assertThat(failed.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(failed.detail()).contains("shaking hands");
            assertThat(failed.took()).isLessThan(Duration.ofSeconds(1));
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void a_certificate_is_shown_where_one_is_asked_for() throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket)
                        good.getServerSocketFactory().createServerSocket(0, 5, Loopback.address("127.0.0.1"));
                HttpTransport known = Loopback.transport(names)
                        .trustedCertificates(certificates.authority())
                        .clientCertificate(keys, Certificates.password())
                        .build()) {
            listener.setNeedClientAuth(true);
            List<String> shown = new CopyOnWriteArrayList<>();
            Thread server = new Thread(() -> {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    socket.startHandshake();
                    shown.add(socket.getSession().getPeerPrincipal().getName());
                } catch (java.io.IOException e) {
                    shown.add("none");
                }
            });
            server.start();

            Loopback.send(known, "https://" + HOST + ":" + listener.getLocalPort() + "/");

            Awaitility.await().until(() -> shown.equals(List.of("CN=" + HOST)));
        }
    }

    private static final class Credulous implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
