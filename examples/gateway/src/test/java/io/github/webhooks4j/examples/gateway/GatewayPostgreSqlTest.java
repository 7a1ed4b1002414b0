package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The gateway on PostgreSQL: it publishes, its log outlives it, and it says so when the database is gone. */
class GatewayPostgreSqlTest {
    private static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    private static final String TOKEN = "0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_log_outlives_the_gateway_and_a_missing_database_is_told() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
            GatewayConfig config = GatewayConfig.read(
                    Optional.empty(),
                    Map.of(
                            "HTTP_PORT",
                            "0",
                            "DATABASE_URL",
                            database.getJdbcUrl("postgres", "postgres"),
                            "API_TOKEN",
                            TOKEN,
                            "SOURCE_GITHUB_PROVIDER",
                            "github",
                            "SOURCE_GITHUB_SECRET",
                            SECRET.reveal(),
                            "SOURCE_GITHUB_HANDLER",
                            "publish:ping",
                            "TARGETS_ALLOW",
                            "127.0.0.0/8",
                            "TARGETS_HTTP",
                            "true"));
            try (Hook hook = new Hook();
                    Gateway gateway = Gateway.start(config)) {
                register(gateway, hook);
                assertThat(send(gateway, "delivery-1").statusCode()).isEqualTo(200);
                await().until(() -> hook.got.size() == 1);
                assertThat(hook.got.get(0).text()).isEqualTo("{\"id\":\"delivery-1\"}");
            }

            try (Gateway gateway = Gateway.start(config)) {
                assertThat(call(gateway, "/api/messages?state=handled").body()).contains("delivery-1");
                assertThat(call(gateway, "/health").body()).isEqualTo("{\"status\":\"up\"}");

                database.close();

                HttpResponse<String> health = call(gateway, "/health");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).isEqualTo("{\"status\":\"down\"}");
                assertThat(send(gateway, "delivery-2").statusCode()).isEqualTo(503);
                assertThat(call(gateway, "/api/messages").statusCode()).isEqualTo(503);
            }
        }
    }

    private void register(Gateway gateway, Hook hook) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.address() + "/api/endpoints"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"owner\":\"github\",\"url\":\"" + hook.url() + "\",\"eventTypes\":[\"ping\"]}"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> send(Gateway gateway, String id) throws Exception {
        SignedRequest push = SignedRequest.github(SECRET)
                .path("/github")
                .eventType("push")
                .id(id)
                .body("{\"id\":\"" + id + "\"}");
        return http.send(
                push.toHttp(URI.create(gateway.address() + "/webhooks")), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> call(Gateway gateway, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
