package io.github.webhooks4j.examples.gateway;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.receive.WebhookReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library as a server: {@code java -jar gateway.jar [file.properties]}. It prints one line when it is
 * ready, and ends with 0 on SIGTERM, 1 when it could not start, 2 when it is not configured well.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final int COULD_NOT_START = 1;
    private static final int NOT_CONFIGURED_WELL = 2;

    private final GatewayConfig config;
    private final HttpServer http;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Gateway(GatewayConfig config) throws IOException {
        this.config = config;
        http = new HttpServer(config.host(), config.port());
        opened.push(http::close);
    }

    /**
     * Runs it until it is stopped.
     *
     * @param arguments the file, or nothing
     */
    public static void main(String[] arguments) {
        int exitCode = run(arguments, System.getenv(), System.out, System.err);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Starts it; 0 when it runs. */
    private static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.length > 1) {
            err.println("usage: java -jar gateway.jar [file.properties]");
            return NOT_CONFIGURED_WELL;
        }
        Optional<Path> file = arguments.length == 0 ? Optional.empty() : Optional.of(Path.of(arguments[0]));
        GatewayConfig config;
        try {
            config = GatewayConfig.read(file, environment);
        } catch (ConfigurationException e) {
            err.println(e.getMessage());
            return NOT_CONFIGURED_WELL;
        }
        try {
            Gateway gateway = start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::closeAndHalt, "gateway-shutdown"));
            out.println("gateway ready on " + gateway.address());
            return 0;
        } catch (Exception e) {
            err.println("the gateway did not start: " + reasons(e, config.database()));
            return COULD_NOT_START;
        }
    }

    /** Starts it. What was opened before something failed is closed again. */
    static Gateway start(GatewayConfig config) throws Exception {
        Gateway gateway = new Gateway(config);
        try {
            gateway.open();
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw e;
        }
    }

    /** The port is taken already: it is part of the URL that some schemes sign. */
    private void open() throws Exception {
        HikariDataSource dataSource = config.database().open();
        opened.push(dataSource);
        JdbcMessageStore store =
                JdbcMessageStore.builder(dataSource).createTables(true).build();
        opened.push(store);
        HttpTransport transport = GatewaySending.transport(config.sending());
        opened.push(transport);
        JdbcWebhooks webhooks = GatewaySending.webhooks(config, dataSource, transport);
        opened.push(webhooks);
        URI publicUrl = config.publicUrl().orElse(URI.create("http://localhost:" + http.port()));
        Optional<WebhookReceiver> receiver = GatewaySources.receiver(config, store, webhooks, publicUrl);
        receiver.ifPresent(found -> {
            opened.push(found);
            found.start();
        });
        opened.push(webhooks.startDelivery());
        http.start(receiver, webhooks, dataSource, config.apiToken());
        opened.push(() -> http.stop(DRAIN));
    }

    /** Where it listens. */
    String address() {
        return http.address();
    }

    /** In this order: no more requests, deliveries, handlers, writes, connections. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.warn("closing goes on after a failure", e);
            }
        }
    }

    /** A JVM that is ended by a signal reports the signal's number; ended in order, this one reports 0. */
    private void closeAndHalt() {
        int exitCode = COULD_NOT_START;
        try {
            close();
            exitCode = 0;
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static String reasons(Throwable thrown, DatabaseConfig database) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append("\n - ").append(cause);
        }
        return database.without(text.toString());
    }
}
