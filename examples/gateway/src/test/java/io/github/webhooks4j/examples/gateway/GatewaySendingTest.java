package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway in this JVM, from an event to a request that a receiver gets. */
class GatewaySendingTest {
    private static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    private static final String TOKEN = "0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, String> environment = new HashMap<>();
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private Hook hook;
    private Gateway gateway;

    @BeforeEach
    void configure() throws Exception {
        hook = new Hook();
        environment.put("HTTP_PORT", "0");
        environment.put("DATABASE_URL", database);
        environment.put("API_TOKEN", TOKEN);
        environment.put("EVENT_TYPES", "order.paid, order.sent");
        environment.put("TARGETS_ALLOW", "127.0.0.0/8");
        environment.put("TARGETS_HTTP", "true");
        environment.put("MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    private void start() throws Exception {
        gateway = Gateway.start(GatewayConfig.read(Optional.empty(), environment));
    }

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
        }
        hook.close();
    }

    @Test
    void what_is_published_arrives_signed_again_and_after_a_rotation() throws Exception {
        start();
        JsonNode endpoint = register("shop", 201);
        String secret = endpoint.path("secret").asText();
        String payload = "{ \"amount\" : 1.0e2 }";

        JsonNode event =
                post("/api/events", "{\"type\":\"order.paid\",\"owner\":\"shop\",\"payload\":" + payload + "}", 202);

        await().until(() -> hook.got.size() == 1);
        Hook.Got first = hook.got.get(0);
        assertThat(first.text()).isEqualTo(payload);
        assertThat(first.header("Content-type")).isEqualTo("application/json");
        assertThat(first.header("Webhook-id")).contains(event.path("id").asText());
        assertThat(first.isSignedWith(secret)).isTrue();
        String delivery = "/api/deliveries/" + delivery(event);
        await().until(() -> get(delivery).path("state").asText().equals("delivered"));

        String newSecret = post(
                        "/api/endpoints/" + endpoint.path("id").asText() + "/rotate-secret",
                        "{\"overlap\":\"PT1H\"}",
                        200)
                .path("secret")
                .asText();
        post(delivery + "/redeliver", "", 202);

        await().until(() -> hook.got.size() == 2);
        Hook.Got again = hook.got.get(1);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Webhook-id")).isEqualTo(first.header("Webhook-id"));
        assertThat(newSecret).isNotEqualTo(secret);
        assertThat(again.isSignedWith(newSecret)).isTrue();
        assertThat(again.isSignedWith(secret)).isTrue();
        await().until(() -> get(delivery).path("attempts").size() == 2);
        assertThat(sealedSecrets()).doesNotContain(secret, newSecret);
    }

    @Test
    void a_received_message_is_published_once_for_the_owner_named_as_its_source() throws Exception {
        publishing("inline");
        start();
        String secret = register("github", 201).path("secret").asText();

        assertThat(push("delivery-1").statusCode()).isEqualTo(200);
        assertThat(push("delivery-1").statusCode()).isEqualTo(200);

        await().until(() -> hook.got.size() == 1);
        assertThat(hook.got.get(0).text()).isEqualTo("{\"id\":\"delivery-1\"}");
        assertThat(hook.got.get(0).header("Content-type")).isEqualTo("application/json");
        assertThat(hook.got.get(0).isSignedWith(secret)).isTrue();
        assertThat(get("/api/deliveries?owner=github").path("deliveries")).hasSize(1);
    }

    @Test
    void a_message_that_could_not_be_marked_as_handled_has_published_nothing() throws Exception {
        publishing("inline");
        start();
        register("github", 201);
        sql("ALTER TABLE webhook_message ADD CONSTRAINT not_handled CHECK (state <> 'handled')");

        assertThat(push("delivery-1").statusCode()).isGreaterThanOrEqualTo(500);
        assertThat(get("/api/deliveries").path("deliveries")).isEmpty();
        sql("ALTER TABLE webhook_message DROP CONSTRAINT not_handled");
        assertThat(push("delivery-1").statusCode()).isEqualTo(200);

        await().until(() -> hook.got.size() == 1);
        assertThat(get("/api/deliveries").path("deliveries")).hasSize(1);
    }

    @Test
    void a_queued_message_is_published_too() throws Exception {
        publishing("queued");
        start();
        register("github", 201);

        assertThat(push("delivery-1").statusCode()).isEqualTo(200);

        await().until(() -> hook.got.size() == 1);
    }

    @Test
    void addresses_that_are_not_public_are_refused_unless_allowed() throws Exception {
        environment.remove("TARGETS_ALLOW");
        start();

        assertThat(register("shop", 422).path("errors").toString()).contains("blocked address");
        assertThat(get("/api/endpoints").path("endpoints")).isEmpty();
    }

    @Test
    void an_event_that_nobody_wants_is_found_all_the_same() throws Exception {
        start();

        JsonNode event = post("/api/events", "{\"type\":\"order.sent\",\"owner\":\"shop\",\"payload\":1}", 202);

        assertThat(event.path("deliveries").asInt()).isZero();
        assertThat(push("delivery-1").statusCode()).isEqualTo(404); // there is no source
        assertThat(get("/api/events/" + event.path("id").asText())
                        .path("payloadText")
                        .asText())
                .isEqualTo("1");
    }

    private void publishing(String mode) {
        environment.put("SOURCE_GITHUB_PROVIDER", "github");
        environment.put("SOURCE_GITHUB_SECRET", SECRET.reveal());
        environment.put("SOURCE_GITHUB_HANDLER", "publish:order.paid");
        environment.put("SOURCE_GITHUB_MODE", mode);
    }

    private HttpResponse<String> push(String id) throws Exception {
        SignedRequest push = SignedRequest.github(SECRET)
                .path("/github")
                .header("Content-Type", "application/json")
                .eventType("push")
                .id(id)
                .body("{\"id\":\"" + id + "\"}");
        return http.send(
                push.toHttp(URI.create(gateway.address() + "/webhooks")), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode register(String owner, int status) throws Exception {
        return post(
                "/api/endpoints",
                "{\"owner\":\"" + owner + "\",\"url\":\"" + hook.url() + "\",\"eventTypes\":[\"order.paid\"]}",
                status);
    }

    private String delivery(JsonNode event) throws Exception {
        return get("/api/events/" + event.path("id").asText())
                .path("deliveries")
                .get(0)
                .path("id")
                .asText();
    }

    private JsonNode get(String path) throws Exception {
        return json(request(path).GET(), 200);
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return json(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path)).header("Authorization", "Bearer " + TOKEN);
    }

    private JsonNode json(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return mapper.readTree(answer.body());
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private String sealedSecrets() throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement run = connection.createStatement();
                ResultSet row = run.executeQuery("SELECT * FROM webhook_endpoint")) {
            StringBuilder text = new StringBuilder();
            while (row.next()) {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append('\n');
                }
            }
            assertThat(text).contains(hook.url());
            return text.toString();
        }
    }
}
