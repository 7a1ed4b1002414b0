package io.github.webhooks4j.http;

import static io.github.webhooks4j.http.Loopback.answered;
import static io.github.webhooks4j.http.Loopback.failed;
import static io.github.webhooks4j.http.Loopback.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import io.github.webhooks4j.testkit.MisbehavingServer.Behaviour;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the proxy that was named is used, and it sees names, not addresses (U14). */
class ProxyTest {
    private final Loopback.Names names = new Loopback.Names();

    private HttpTransportBuilder through(MisbehavingServer proxy) {
        return Loopback.transport(names).proxy("proxy.example.com", proxy.port());
    }

    @Test
    void system_properties_name_no_proxy() throws Exception {
        try (MisbehavingServer proxy = MisbehavingServer.start(Behaviours.answers("502 Proxy", ""));
                MisbehavingServer server = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
            System.setProperty("socksProxyHost", "127.0.0.1");
            System.setProperty("socksProxyPort", Integer.toString(proxy.port()));
            try (HttpTransport transport = Loopback.transport()) {
                assertThat(answered(transport, url(server)).status()).isEqualTo(200);
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("socksProxyHost");
                System.clearProperty("socksProxyPort");
            }
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void a_proxy_may_be_named_by_its_address_or_by_a_name_without_a_dot() throws Exception {
        for (String host : List.of("127.0.0.1", "localhost")) {
            try (MisbehavingServer proxy = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                    HttpTransport transport = HttpTransport.builder()
                            .targetPolicy(Loopback.POLICY)
                            .proxy(host, proxy.port())
                            .build()) {
                assertThat(answered(transport, "http://hook.example.com:8080/in")
                                .status())
                        .as(host)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void plain_http_goes_to_the_proxy_with_the_whole_url() throws Exception {
        try (MisbehavingServer proxy = MisbehavingServer.start(Behaviours.answers("200 OK", ""));
                HttpTransport transport = through(proxy).build()) {
            answered(transport, "http://hook.example.com:8080/in?x=1");
            answered(transport, "http://hook.example.com:8080/in?x=1");

            assertThat(names.asked()).containsExactly("proxy.example.com");
            assertThat(new String(proxy.requests().get(0), StandardCharsets.UTF_8))
                    .startsWith("POST http://hook.example.com:8080/in?x=1 HTTP/1.1\r\nHost: hook.example.com:8080\r\n");
            assertThat(failed(transport, "http://10.0.0.1:8080/").kind()).isEqualTo(ErrorKind.REFUSED_ADDRESS);
        }
    }

    @Test
    void https_goes_through_a_tunnel_and_tls_ends_at_the_target(@TempDir Path directory) throws Exception {
        Certificates certificates = new Certificates(directory);
        SSLContext tls = certificates.signed("hook.example.com", "-1d", 10);
        try (MisbehavingServer target = MisbehavingServer.startTls(tls, Behaviours.answers("200 OK", "fine"));
                MisbehavingServer proxy = MisbehavingServer.start(tunnelTo(target.port()));
                HttpTransport transport = through(proxy)
                        .trustedCertificates(certificates.authority())
                        .build()) {
            String url = "https://hook.example.com:" + target.port() + "/in";
            assertThat(answered(transport, url).body()).hasSize(4);
            assertThat(answered(transport, url).body()).hasSize(4);

            assertThat(new String(proxy.requests().get(0), StandardCharsets.UTF_8))
                    .startsWith("CONNECT hook.example.com:" + target.port() + " HTTP/1.1\r\n")
                    .doesNotContain("/in");
            assertThat(names.asked()).containsExactly("proxy.example.com");
            assertThat(target.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_proxy_that_refuses_or_closes_is_no_connection() throws Exception {
        try (MisbehavingServer proxy = MisbehavingServer.start(Behaviours.answers("403 Forbidden", "no"));
                HttpTransport transport = through(proxy).build()) {
            TransportResult.Failed refused = failed(transport, "https://hook.example.com/");
            assertThat(refused.kind()).isEqualTo(ErrorKind.CONNECT);
            assertThat(refused.detail()).isEqualTo("the proxy refused with status 403");

            proxy.behave(Behaviours.closesAfterReading());
            assertThat(failed(transport, "https://hook.example.com/").kind()).isEqualTo(ErrorKind.CONNECT);
        }
    }

    private static Behaviour tunnelTo(int port) {
        return connection -> {
            connection.readRequest();
            try (Socket target = new Socket(Loopback.address("127.0.0.1"), port)) {
                connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
                Thread back = new Thread(() -> copy(target, connection));
                back.setDaemon(true);
                back.start();
                while (true) {
                    byte[] next = connection.readSome(1);
                    if (next.length == 0) {
                        return;
                    }
                    target.getOutputStream().write(next);
                }
            }
        };
    }

    private static void copy(Socket target, io.github.webhooks4j.testkit.RawConnection connection) {
        try {
            InputStream in = target.getInputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                connection.write(java.util.Arrays.copyOf(buffer, n));
            }
        } catch (java.io.IOException gone) {
            // the test has ended
        }
    }
}
