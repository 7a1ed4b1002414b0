package io.github.webhooks4j.it.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.servlet.WebhookServlet;
import io.github.webhooks4j.testkit.SignedRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A web application whose forms are protected against cross-site requests receives webhooks all the same: their
 * path is exempt, for a webhook shows its own proof and neither needs nor gets a cookie.
 */
class AcmeWebhookBehindCsrfFilterTest {
    private static final Secret TOKEN = Secret.of("a-token-for-tests-only");

    private final HttpClient http = HttpClient.newHttpClient();
    private final AcmeWebhook acme = new AcmeWebhook(InMemoryMessageStore.create(), InstantSource.system(), TOKEN);
    private final Server server = new Server(0);

    /** Refuses every POST without a form token, except where webhooks arrive. */
    private static final class CsrfFilter extends HttpFilter {
        private static final String EXEMPT = "/webhooks/";

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            boolean exempt = request.getServletPath().concat("/").startsWith(EXEMPT);
            if (!exempt && request.getMethod().equals("POST") && request.getParameter("_csrf") == null) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            chain.doFilter(request, response);
        }
    }

    private static final class ProfileServlet extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_OK);
        }
    }

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler();
        FilterHolder filter = new FilterHolder(new CsrfFilter());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ProfileServlet(), "/profile");
        context.addServlet(new WebhookServlet(acme.receiver()), "/webhooks/*");
        server.setHandler(context);
        acme.receiver().start();
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
        acme.receiver().close();
    }

    @Test
    void a_message_passes_where_a_form_without_its_token_does_not() throws Exception {
        HttpResponse<String> form = send(HttpRequest.newBuilder(base().resolve("/profile"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        HttpResponse<String> webhook = send(SignedRequest.token(AcmeWebhook.HEADER, TOKEN)
                .path("/acme")
                .body("{\"this\":\"is a message\"}")
                .toHttp(base().resolve("/webhooks")));

        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(webhook.statusCode()).isEqualTo(200);
        assertThat(webhook.body()).isEqualTo("Message received okay.");
        assertThat(webhook.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(acme.processed()).containsExactly("is a message");
    }

    private URI base() {
        return URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
