package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.it.database.TestDatabases;
import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.servlet.WebhookServlet;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Stripe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** The README's samples are what stands between the marks below, and they work. */
class ReadmeCodeTest {
    private static final Secret SECRET = Secret.of("a secret of some length");

    record Push(String ref) {}

    record Invoice(String id) {}

    private final List<String> done = new ArrayList<>();

    @Test
    void the_first_sample_works() throws Exception {
        Secret current = SECRET;
        Secret previous = Secret.of("the secret before that");
        try (HikariDataSource dataSource = TestDatabases.h2(4)) {
            ServletContextHandler context = new ServletContextHandler();
            // README {
            var receiver = WebhookReceiver.builder()
                    .store(JdbcMessageStore.builder(dataSource)
                            .createTables(true)
                            .build())
                    .source(
                            "github",
                            s -> s.verifier(GitHub.verifier(secret("GITHUB_WEBHOOK_SECRET")))
                                    .on("push", Push.class, push -> deploy(push.payload())))
                    .source(
                            "stripe",
                            s -> s.verifier(Stripe.verifier(current, previous))
                                    .queued()
                                    .on(
                                            "invoice.paid",
                                            Invoice.class,
                                            JdbcHandlers.inTransaction(
                                                    (message, connection) -> book(connection, message.payload()))))
                    .build()
                    .start();
            context.addServlet(new WebhookServlet(receiver), "/webhooks/*");
            // README }

            SignedRequest.github(SECRET)
                    .path("/github")
                    .eventType("push")
                    .body("{\"ref\":\"main\"}")
                    .sendTo(receiver);

            assertThat(done).containsExactly("main");
            assertThat(context.getServletHandler().getServlets()).hasSize(1);
            receiver.close();
        }
    }

    @Test
    void the_second_sample_works() throws Exception {
        String order = "4711";
        try (HikariDataSource dataSource = TestDatabases.h2(8)) {
            // README 2 {
            var webhooks = JdbcWebhooks.builder(dataSource)
                    .createTables(true)
                    .eventTypes("order.confirmed")
                    .build();
            var registered = webhooks.endpoints()
                    .register(EndpointSpec.to("https://shop.example/hooks")
                            .owner("acme")
                            .events("order.*"))
                    .registered();
            show(registered.secret().reveal());
            webhooks.inTransaction(connection -> {
                save(connection, order);
                return webhooks.publish(Event.of("order.confirmed", order).owner("acme"));
            });
            // README 2 }

            assertThat(done).hasSize(2).last().isEqualTo("4711");
            assertThat(webhooks.deliveries()
                            .list(DeliveryQuery.all()
                                    .toEndpoint(registered.endpoint().id()))
                            .items())
                    .hasSize(1);
            webhooks.close();
        }
    }

    private void show(String secret) {
        done.add(secret);
    }

    private void save(Connection connection, String order) {
        done.add(order);
    }

    @Test
    void the_readme_shows_exactly_that() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java", ReadmeCodeTest.class.getName().replace('.', '/') + ".java"));
        String sample = source.substring(source.indexOf("// README {") + 11, source.indexOf("// README }"));
        String readme = Files.readString(Path.of("../README.md"));

        String second = source.substring(source.indexOf("// README 2 {") + 13, source.indexOf("// README 2 }"));

        assertThat(words(readme)).contains(words(sample).replace("secret(", "Secret.env("));
        assertThat(words(readme)).contains(words(second));
    }

    /** Whatever the white space. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static Secret secret(String variable) {
        return SECRET.named(variable);
    }

    private void deploy(Push push) {
        done.add(push.ref());
    }

    private void book(Connection connection, Invoice invoice) {
        done.add(invoice.id());
    }
}
