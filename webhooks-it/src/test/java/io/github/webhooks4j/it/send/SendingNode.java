package io.github.webhooks4j.it.send;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.send.WebhooksBuilder;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own that delivers until it is killed, and dies or waits where it is told: {@code claimed},
 * {@code connected}, {@code answered}, {@code finishing}, {@code finished}; {@code claimed-waiting} goes on with the
 * line {@code go}; {@code drains-briefly} waits less for answers than requests may take.
 */
final class SendingNode {
    static final Duration BRIEF_DRAIN = Duration.ofMillis(100);

    private final String point;
    private final CountDownLatch go = new CountDownLatch(1);

    private SendingNode(String point) {
        this.point = point;
    }

    /** Arguments: database URL, table prefix, name of the node, where to die. */
    public static void main(String[] args) throws Exception {
        SendingNode node = new SendingNode(args[3]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(4);
        HikariDataSource dataSource = new HikariDataSource(config);
        JdbcSendStore store =
                JdbcSendStore.builder(dataSource).tablePrefix(args[1]).build();
        WebhooksBuilder builder = Webhooks.builder(Intercepted.store(store, node::before, node::after));
        SendFixture.settings(builder, args[2], node.new DyingTransport(SendFixture.transport()));
        Webhooks webhooks = builder.build();
        DeliveryEngine engine = webhooks.startDelivery();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> engine.close(node.point.equals("drains-briefly") ? BRIEF_DRAIN : SendFixture.TIMEOUT)));
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            node.go.countDown();
        }
        Runtime.getRuntime().halt(1); // the parent is gone
    }

    private void before(String method) {
        if (method.equals("finish")) {
            dieAt("finishing");
        }
    }

    private void after(String method, Object result) {
        if (method.equals("finish")) {
            dieAt("finished");
        } else if (method.equals("claim") && !((Collection<?>) result).isEmpty()) {
            dieAt("claimed");
            if (point.equals("claimed-waiting")) {
                System.out.println("claimed");
                awaitGo();
            }
        }
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No shutdown hook, no finally: what {@code kill -9} leaves. */
    private void dieAt(String here) {
        if (point.equals(here)) {
            Runtime.getRuntime().halt(137);
        }
    }

    private final class DyingTransport implements Transport {
        private final Transport transport;

        DyingTransport(Transport transport) {
            this.transport = transport;
        }

        @Override
        public TargetVerdict check(String url) {
            return transport.check(url);
        }

        @Override
        public CompletionStage<TransportResult> send(OutboundRequest request) {
            if (point.equals("connected")) {
                URI url = URI.create(request.url());
                try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                    socket.setTcpNoDelay(true);
                    dieAt("connected");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            CompletableFuture<TransportResult> passedOn = new CompletableFuture<>();
            transport.send(request).whenComplete((result, failure) -> {
                dieAt("answered");
                passedOn.complete(result);
            });
            return passedOn;
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
