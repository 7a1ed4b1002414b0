package io.github.webhooks4j.it.servlet;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageHandler;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.servlet.WebhookServlet;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Token;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A receiver behind a {@link WebhookServlet} at {@code /webhooks/*}, once per container, with and without
 * asynchronous requests.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
abstract class ServletFixture {
    static final String SECRET = "It's a Secret to Everybody";
    static final Duration SHORT_DEADLINE = Duration.ofMillis(600);

    /** Which container, and how requests are read and answered. */
    record Setup(Container.Kind container, boolean async) {
        @Override
        public String toString() {
            return container + (async ? " async" : " blocking");
        }
    }

    @Parameter
    Setup setup;

    final InMemoryMessageStore store = InMemoryMessageStore.create();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<Message> handled = new CopyOnWriteArrayList<>();
    volatile MessageHandler handler = handled::add;
    WebhookReceiver receiver;
    Container container;
    Logs logs;

    static Stream<Setup> setups() {
        return Arrays.stream(Container.Kind.values())
                .flatMap(kind -> Stream.of(new Setup(kind, true), new Setup(kind, false)));
    }

    @BeforeEach
    final void start() throws Exception {
        logs = new Logs();
        receiver = receiver(store);
        mount("", "/webhooks/*");
    }

    final WebhookReceiver receiver(MessageStore messages) {
        return WebhookReceiver.builder()
                .store(messages)
                .listener(notices::add)
                .drainDeadline(Duration.ofSeconds(5))
                .storeDeadline(Duration.ofMillis(1800))
                .source(
                        "github",
                        s -> s.verifier(GitHub.verifier(Secret.of(SECRET))).onAny(message -> handler.handle(message)))
                .source(
                        "slow",
                        s -> s.verifier(GitHub.verifier(Secret.of(SECRET)))
                                .readDeadline(SHORT_DEADLINE)
                                .onAny(message -> handler.handle(message)))
                .source(
                        "hasty",
                        s -> s.verifier(GitHub.verifier(Secret.of(SECRET)))
                                .inlineDeadline(SHORT_DEADLINE)
                                .onAny(message -> handler.handle(message)))
                .source(
                        "asked",
                        s -> s.verifier(GitHub.verifier(Secret.of(SECRET)))
                                .handshake(Handshakes.dropbox(), Handshakes.head(), Handshakes.microsoftGraph())
                                .handshake(Handshakes.cloudEvents(60, "sender.example"), Handshakes.slack())
                                .onAny(message -> handler.handle(message)))
                .source(
                        "form",
                        s -> s.verifier(Token.verifier("X-Token", Secret.of(SECRET)))
                                .methods("GET", "POST")
                                .idFrom(MessageField.json("id"))
                                .onAny(message -> handler.handle(message)))
                .build()
                .start();
    }

    /** Starts the container again with the servlet elsewhere, or behind filters. */
    final void mount(String contextPath, String pattern, Filter... filters) throws Exception {
        if (container != null) {
            container.close();
        }
        Optional<HttpServlet> servlet = Optional.of(new WebhookServlet(receiver));
        container = setup.container()
                .start(new Container.App(
                        servlet, (classes, context) -> {}, contextPath, pattern, setup.async(), filters));
    }

    /** Starts the container again with nothing but what the application registers itself. */
    final void register(ServletContainerInitializer initializer) throws Exception {
        container.close();
        container = setup.container().start(new Container.App(Optional.empty(), initializer, "", "", setup.async()));
    }

    final void mountBehind(Filter... filters) throws Exception {
        mount("", "/webhooks/*", filters);
    }

    @AfterEach
    final void stop() throws Exception {
        receiver.close();
        container.close();
        logs.close();
    }

    final RawHttp connect() throws IOException {
        return new RawHttp(container.port());
    }

    /** One request on a connection of its own. */
    final RawHttp.Answer exchange(byte[] request) throws IOException {
        try (RawHttp http = connect()) {
            return http.send(request).answer();
        }
    }

    final RawHttp.Answer exchange(String request) throws IOException {
        return exchange(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    final List<Message> stored() {
        return store.list(MessageQuery.all()).messages();
    }

    final List<RequestFault> faults() {
        return notices.stream()
                .filter(Notice.RequestRejected.class::isInstance)
                .map(notice -> ((Notice.RequestRejected) notice).fault())
                .toList();
    }

    /** Threads that are inside our code at this moment, whichever pool they belong to. */
    static long threadsInside() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("io.github.webhooks4j.servlet.")))
                .count();
    }

    /** The head of a genuine request, up to and without the empty line. */
    static String head(String source, String id, byte[] body) {
        return "POST /webhooks/" + source + " HTTP/1.1\r\nHost: localhost\r\nX-GitHub-Event: push\r\n"
                + "X-GitHub-Delivery: " + id + "\r\nX-Hub-Signature-256: sha256=" + signature(body) + "\r\n";
    }

    /** A genuine request, whole. */
    static byte[] push(String id, byte[] body) {
        return push(id, body, "Content-Type: application/json\r\n");
    }

    static byte[] push(String id, byte[] body, String moreHeaders) {
        return concat(
                (head("github", id, body) + moreHeaders + "Content-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1),
                body);
    }

    static byte[] push(String id) {
        return push(id, bytes("{\"n\":\"" + id + "\"}"));
    }

    static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(SECRET), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
