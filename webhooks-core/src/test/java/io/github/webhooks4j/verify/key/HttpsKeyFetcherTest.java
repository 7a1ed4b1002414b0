package io.github.webhooks4j.verify.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a TLS server on this host. */
class HttpsKeyFetcherTest {
    private static final URI ADDRESS = URI.create("https://localhost/keys?secret-looking=1");

    private SSLContext tls;
    private SSLServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<String> requestLine = new AtomicReference<>("");
    private final AtomicReference<String> requestHead = new AtomicReference<>("");
    private final AtomicReference<String> requestBody = new AtomicReference<>("");
    private final AtomicBoolean closedByPeer = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Answer answer = out -> {};
    private volatile boolean cutsTheNextQuestion;

    interface Answer {
        void write(OutputStream out) throws Exception;
    }

    @BeforeEach
    void listen() throws Exception {
        tls = TestCertificates.tls("localhost");
        server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws Exception {
        over.countDown();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                connections.incrementAndGet();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        throw new IOException("closed");
                    }
                    head.append((char) next);
                }
                requestHead.set(head.toString());
                requestLine.set(head.substring(0, head.indexOf("\r\n")));
                requestBody.set(body(socket, head.toString()));
                answer.write(socket.getOutputStream());
                socket.getOutputStream().flush();
                if (cutsTheNextQuestion) {
                    socket.setSoTimeout(10_000);
                    socket.getInputStream().read();
                }
            } catch (Exception e) {
                closedByPeer.set(true);
            }
        }
    }

    private static String body(SSLSocket socket, String head) throws IOException {
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    private HttpsKeyFetcher.Builder fetcher() {
        return HttpsKeyFetcher.builder("localhost").dialling(tls, server.getLocalPort());
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Answer ok(String body) {
        return out -> text(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void what_is_published_is_fetched_with_the_path_and_the_query() throws Exception {
        answer = ok("keys");

        assertThat(fetcher().build().fetch(ADDRESS))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("keys");
        assertThat(requestLine.get()).isEqualTo("GET /keys?secret-looking=1 HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/keys",
                "https://localhost:8443/keys",
                "https://user@localhost/keys",
                "https://localhost@evil.example/keys",
                "https://localhost.evil.example/keys",
                "https://LOCALHOST/keys",
                "https://localhost./keys",
                "https://127.0.0.1/keys",
                "https://localhost/keys#part",
                "https:keys",
                "keys",
                "file:///etc/passwd",
            })
    void an_address_that_is_not_allowed_is_not_dialled(String address) {
        answer = ok("keys");

        assertThatThrownBy(() -> fetcher().build().fetch(URI.create(address)))
                .isInstanceOf(IOException.class)
                .hasMessage("the address of a key is not one that may be asked");
        assertThat(connections.get()).isZero();
    }

    @Test
    void a_redirect_is_a_failure() {
        answer = out ->
                text(out, "HTTP/1.1 302 Found\r\nLocation: https://localhost/other\r\nContent-Length: 0\r\n\r\n");

        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status=302");
        assertThat(connections.get()).isEqualTo(1);
    }

    @Test
    void a_question_is_posted_and_an_answer_of_400_tells_why_not() throws Exception {
        byte[] question = "{\"key_id\":\"k\"}".getBytes(StandardCharsets.US_ASCII);
        HttpsKeyFetcher fetcher = fetcher().build();
        answer = ok("key");

        assertThat(fetcher.ask(ADDRESS, question))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("key");
        assertThat(requestLine.get()).isEqualTo("POST /keys?secret-looking=1 HTTP/1.1");
        assertThat(requestBody.get()).isEqualTo("{\"key_id\":\"k\"}");

        answer = out -> text(out, "HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy");
        assertThat(fetcher.ask(ADDRESS, question))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("why");

        answer = out -> text(out, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy");
        assertThatThrownBy(() -> fetcher.ask(ADDRESS, question)).hasMessageEndingWith("status=401");
    }

    @Test
    void a_question_on_a_connection_that_the_other_side_gave_up_is_asked_again() throws Exception {
        HttpsKeyFetcher fetcher = fetcher().build();
        byte[] question = {'{', '}'};
        answer = ok("key");
        cutsTheNextQuestion = true;

        assertThat(fetcher.ask(ADDRESS, question)).hasSize(3);
        assertThat(fetcher.ask(ADDRESS, question)).hasSize(3);
        assertThat(requestBody.get()).isEqualTo("{}");
        assertThat(connections.get()).isEqualTo(2);
    }

    @Test
    void a_question_that_is_never_answered_is_asked_twice_at_most() {
        answer = out -> {};

        assertThatThrownBy(() -> fetcher().build().ask(ADDRESS, new byte[] {'{', '}'}))
                .hasMessageStartingWith("the source of a key failed: ");
        assertThat(connections.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void credentials_are_shown_where_a_call_names_them() throws Exception {
        HttpsKeyFetcher fetcher = fetcher().build();
        answer = ok("key");

        assertThat(fetcher.fetch(ADDRESS, Secret.of("Bearer secret-token")))
                .satisfies(got -> assertThat(got.status()).isEqualTo(200))
                .satisfies(got -> assertThat(got.body())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("key"))
                .hasToString("KeyAnswer[200]");
        assertThat(requestHead.get()).contains("\r\nAuthorization: Bearer secret-token\r\n");
        assertThat(requestLine.get()).startsWith("GET ");

        assertThat(fetcher.askForm(ADDRESS, Secret.of("Basic c2VjcmV0"), "grant_type=x"))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("key");
        assertThat(requestHead.get())
                .contains("\r\nAuthorization: Basic c2VjcmV0\r\n")
                .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        assertThat(requestBody.get()).isEqualTo("grant_type=x");
        assertThat(requestLine.get()).startsWith("POST ");
    }

    @Test
    void an_answer_to_credentials_tells_what_is_wrong_with_them_or_the_key() throws Exception {
        for (int status : new int[] {401, 404}) {
            answer =
                    out -> text(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy");
            assertThat(fetcher().build().fetch(ADDRESS, Secret.of("Bearer x")).status())
                    .isEqualTo(status);
            assertThatThrownBy(() -> fetcher().build().askForm(ADDRESS, Secret.of("Basic x"), "a=b"))
                    .hasMessageEndingWith("status=" + status);
        }
        answer = out -> text(out, "HTTP/1.1 403 No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nwhy");
        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS, Secret.of("Bearer x")))
                .hasMessageEndingWith("status=403");
    }

    @Test
    void credentials_follow_no_redirect_and_go_only_where_keys_may_be_fetched() {
        HttpsKeyFetcher fetcher = fetcher().build();
        Secret credentials = Secret.of("Bearer of the tests");
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            answer = out -> text(
                    out,
                    "HTTP/1.1 " + status + " x\r\nLocation: https://localhost/other\r\nContent-Length: 0\r\n"
                            + "Connection: close\r\n\r\n");
            assertThatThrownBy(() -> fetcher.fetch(ADDRESS, credentials)).hasMessageEndingWith("status=" + status);
            assertThatThrownBy(() -> fetcher.askForm(ADDRESS, credentials, "a=b"))
                    .hasMessageEndingWith("status=" + status);
        }
        assertThat(connections).hasValue(10);
        for (String other : new String[] {"http://localhost/", "https://evil.example/", "https://localhost:1/"}) {
            assertThatThrownBy(() -> fetcher.fetch(URI.create(other), credentials))
                    .hasMessage("the address of a key is not one that may be asked");
            assertThatThrownBy(() -> fetcher.askForm(URI.create(other), credentials, "a=b"))
                    .hasMessage("the address of a key is not one that may be asked");
        }
        assertThat(connections).hasValue(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a\r\nX: y", "Bearer \u00e9", "Bearer a\tb"})
    void credentials_that_no_header_field_can_hold_are_not_told(String authorization) {
        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS, Secret.of(authorization)))
                .isInstanceOf(IOException.class)
                .hasMessage("what should authorize a question cannot stand in a header field");
        assertThat(connections).hasValue(0);
    }

    @Test
    void a_question_goes_only_where_keys_may_be_fetched() {
        assertThatThrownBy(() -> fetcher().build().ask(URI.create("https://evil.example/"), new byte[0]))
                .isInstanceOf(IOException.class);
        assertThat(connections).hasValue(0);
    }

    @Test
    void another_status_than_200_is_a_failure() {
        answer = out -> text(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nkeys");

        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS)).hasMessageContaining("status=404");
    }

    @Test
    void a_body_of_the_limit_is_taken_and_one_byte_more_is_not() throws Exception {
        HttpsKeyFetcher fetcher = fetcher().maxBytes(1000).build();

        answer = ok("k".repeat(1000));
        assertThat(fetcher.fetch(ADDRESS)).hasSize(1000);
        answer = ok("k".repeat(1001));
        assertThatThrownBy(() -> fetcher.fetch(ADDRESS)).hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void an_endless_body_is_left_at_the_limit() {
        answer = out -> {
            text(out, "HTTP/1.1 200 OK\r\n\r\n");
            byte[] block = new byte[8192];
            while (true) {
                out.write(block);
            }
        };

        assertThatThrownBy(
                        () -> fetcher().deadline(Duration.ofSeconds(30)).build().fetch(ADDRESS))
                .hasMessageContaining("more than 65536 bytes");
        await().atMost(Duration.ofSeconds(10)).untilTrue(closedByPeer);
    }

    @Test
    void a_slow_body_is_left_at_the_deadline_and_the_connection_closed() {
        answer = out -> {
            text(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (!over.await(20, TimeUnit.MILLISECONDS)) {
                text(out, "k");
            }
        };

        long began = System.nanoTime();
        assertThatThrownBy(
                        () -> fetcher().deadline(Duration.ofMillis(400)).build().fetch(ADDRESS))
                .hasMessageContaining("within PT0.4S");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(10)).untilTrue(closedByPeer);
    }

    @Test
    void a_silent_server_is_left_at_the_deadline() {
        answer = out -> over.await();

        assertThatThrownBy(
                        () -> fetcher().deadline(Duration.ofMillis(300)).build().fetch(ADDRESS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_body_that_ends_too_soon_is_a_failure() {
        answer = out -> text(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nkeys");

        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS)).isInstanceOf(IOException.class);
    }

    @Test
    void a_server_that_is_not_trusted_is_a_failure() throws Exception {
        answer = ok("keys");
        HttpsKeyFetcher fetcher = HttpsKeyFetcher.builder("localhost")
                .dialling(TestCertificates.tls("other"), server.getLocalPort())
                .build();

        assertThatThrownBy(() -> fetcher.fetch(ADDRESS))
                .isInstanceOf(IOException.class)
                .hasMessage("the source of a key failed: SSLHandshakeException");
    }

    @Test
    void failures_tell_nothing_of_the_address() throws Exception {
        int port = server.getLocalPort();
        server.close();

        assertThatThrownBy(() -> HttpsKeyFetcher.builder("localhost")
                        .dialling(tls, port)
                        .build()
                        .fetch(ADDRESS))
                .isInstanceOf(IOException.class)
                .hasNoCause()
                .message()
                .doesNotContain("localhost", "secret-looking", String.valueOf(port));
    }

    @Test
    void the_default_proxy_of_the_machine_is_not_asked() throws Exception {
        answer = ok("keys");
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", 1)));
        try {
            assertThat(fetcher().build().fetch(ADDRESS)).hasSize(4);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void an_interrupted_caller_stays_interrupted() {
        answer = out -> over.await();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> fetcher().build().fetch(ADDRESS)).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void every_fault_is_named_at_once() {
        assertThatThrownBy(() -> HttpsKeyFetcher.builder("https://x", "A.b")
                        .deadline(Duration.ZERO)
                        .maxBytes(0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'https://x'", "'A.b'", "deadline", "maxBytes");
        assertThatThrownBy(HttpsKeyFetcher::of).hasMessageContaining("no host");
    }
}
