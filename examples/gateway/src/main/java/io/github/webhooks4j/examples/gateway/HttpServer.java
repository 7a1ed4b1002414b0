package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.servlet.ApiAccess;
import io.github.webhooks4j.servlet.BearerTokens;
import io.github.webhooks4j.servlet.WebhookManagementServlet;
import io.github.webhooks4j.servlet.WebhookManagementServletBuilder;
import io.github.webhooks4j.servlet.WebhookServlet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** Jetty: the port is taken at once, requests are answered from {@link #start} on. */
final class HttpServer {
    /** A source is called under this and its name. */
    static final String HOOKS = "/webhooks/";

    private final Server jetty = new Server();
    private final ServerConnector connector;
    private final String host;

    HttpServer(String host, int port) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Else a field counts as the one seen before on its connection when they differ in nothing but case.
        http.setHeaderCacheCaseSensitive(true);
        this.host = host;
        connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.open();
        jetty.addConnector(connector);
        jetty.setErrorHandler(problems());
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Where it listens, as a URL. */
    String address() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    void start(Optional<WebhookReceiver> receiver, Webhooks webhooks, DataSource dataSource, Optional<Secret> apiToken)
            throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        context.setErrorHandler(problems());
        receiver.ifPresent(found -> context.addServlet(new WebhookServlet(found), HOOKS + "*"));
        context.addServlet(new HealthServlet(dataSource), "/health");
        context.addServlet(api(receiver, webhooks, apiToken), "/api/*");
        context.addServlet(new NotFoundServlet(), "/");
        jetty.setHandler(new GracefulHandler(context));
        jetty.start();
    }

    /** Without a configured token it is closed. */
    private static WebhookManagementServlet api(
            Optional<WebhookReceiver> receiver, Webhooks webhooks, Optional<Secret> apiToken) {
        BearerTokens closed = BearerTokens.none();
        WebhookManagementServletBuilder api = WebhookManagementServlet.builder();
        receiver.ifPresent(found -> api.messages(found.messages()));
        return api.webhooks(webhooks)
                .authorizer(apiToken.map(token -> closed.with(token, ApiAccess.everything("api.token")))
                        .orElse(closed))
                .build();
    }

    /** Takes no more requests, and waits for those under way. */
    void stop(Duration patience) throws Exception {
        jetty.setStopTimeout(patience.toMillis());
        jetty.stop();
    }

    /** Gives the port back, also when it was never started. */
    void close() {
        connector.close();
    }

    /** Errors that Jetty finds itself, such as a malformed request. */
    private static Request.Handler problems() {
        return (request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
            response.write(true, ByteBuffer.wrap(Problem.bytes(response.getStatus())), callback);
            return true;
        };
    }
}
