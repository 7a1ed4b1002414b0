package io.github.webhooks4j.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the bank: {@code GET /payments/ID} answers {@code paid} or {@code open}. */
final class LocalProvider implements AutoCloseable {
    private final HttpServer server;
    private final Set<String> paid = ConcurrentHashMap.newKeySet();
    private volatile boolean reachable = true;

    LocalProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/payments/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void paid(String payment) {
        paid.add(payment);
    }

    /** Whether anybody gets an answer out of it. */
    void reachable(boolean value) {
        reachable = value;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!reachable) {
                return; // the connection closes without an answer
            }
            String payment = exchange.getRequestURI().getPath().substring("/payments/".length());
            byte[] body = (paid.contains(payment) ? "paid" : "open").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
