package io.github.webhooks4j.http;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.AddressResolver;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What the tests of this module share: every name is on this host, and nothing else may be dialled. */
final class Loopback {
    static final TargetPolicy POLICY = TargetPolicy.builder()
            .allowHttp(true)
            .allow("127.0.0.0/8", "::1/128")
            .build();

    static final byte[] BODY = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Loopback() {}

    /** Resolves every name to what it is told, and remembers what it was asked. */
    static final class Names implements AddressResolver {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile List<InetAddress> answers = List.of(address("127.0.0.1"));

        @Override
        public List<InetAddress> resolve(String host) throws UnknownHostException {
            asked.add(host);
            return answers;
        }

        void answer(String... addresses) {
            answers = List.of(addresses).stream().map(Loopback::address).toList();
        }

        List<String> asked() {
            return asked;
        }
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static HttpTransportBuilder transport(AddressResolver names) {
        return HttpTransport.builder().targetPolicy(POLICY).addressResolver(names);
    }

    static HttpTransport transport() {
        return transport(new Names()).build();
    }

    static String url(MisbehavingServer server) {
        return "http://hook.example.com:" + server.port() + "/in?x=1";
    }

    static OutboundRequest request(String url) {
        return request(url, TIMEOUT);
    }

    static OutboundRequest request(String url, Duration timeout) {
        return new OutboundRequest(
                url, Headers.of("Content-Type", "application/json", "User-Agent", "t"), BODY, timeout);
    }

    static TransportResult send(Transport transport, OutboundRequest request) throws Exception {
        return transport.send(request).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static TransportResult send(Transport transport, String url) throws Exception {
        return send(transport, request(url));
    }

    static TransportResult.Answered answered(Transport transport, String url) throws Exception {
        return (TransportResult.Answered) send(transport, url);
    }

    static TransportResult.Failed failed(Transport transport, String url) throws Exception {
        return (TransportResult.Failed) send(transport, url);
    }

    static TransportResult.Failed failed(Transport transport, OutboundRequest request) throws Exception {
        return (TransportResult.Failed) send(transport, request);
    }
}
