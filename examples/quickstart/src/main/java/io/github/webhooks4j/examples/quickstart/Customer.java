package io.github.webhooks4j.examples.quickstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Endpoints of a customer that are not well: one fails twice, one is gone until it comes back. */
final class Customer implements AutoCloseable {
    private static final int FAILURES = 2;

    private final HttpServer server;
    private final AtomicInteger requestsToFlaky = new AtomicInteger();
    private final AtomicBoolean gone = new AtomicBoolean(true);

    Customer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/flaky", this::failTwice);
        server.createContext("/gone", exchange -> answer(exchange, gone.get() ? 410 : 204));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void comeBack() {
        gone.set(false);
    }

    private void failTwice(HttpExchange exchange) throws IOException {
        answer(exchange, requestsToFlaky.incrementAndGet() <= FAILURES ? 503 : 204);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
