package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway in this JVM, over HTTP. */
class GatewayTest {
    private static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    private static final String TOKEN = "0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, String> environment = new HashMap<>();
    private Gateway gateway;

    @BeforeEach
    void configure() {
        environment.put("HTTP_PORT", "0");
        environment.put("DATABASE_URL", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        environment.put("API_TOKEN", TOKEN);
        environment.put("SOURCE_GITHUB_PROVIDER", "github");
        environment.put("SOURCE_GITHUB_SECRET", SECRET.reveal());
    }

    private void start() throws Exception {
        gateway = Gateway.start(GatewayConfig.read(Optional.empty(), environment));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void a_message_is_received_logged_and_shown() throws Exception {
        start();

        HttpResponse<String> answer =
                send(push("delivery-1", "{\"ref\":\"refs/heads/main\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Message received okay.");
        JsonNode listed =
                json(get("/api/messages?source=github&state=handled&type=push")).path("messages");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("providerId").asText()).isEqualTo("delivery-1");
        JsonNode message = json(get("/api/messages/" + listed.get(0).path("id").asText()));
        assertThat(message.path("bodyText").asText()).isEqualTo("{\"ref\":\"refs/heads/main\"}");
        assertThat(message.has("bodyBase64")).isFalse();
        assertThat(message.path("attempts")).hasSize(1);
        assertThat(message.path("attempts").get(0).path("outcome").asText()).isEqualTo("handled");
        assertThat(message.toString()).doesNotContainIgnoringCase("signature");
    }

    @Test
    void a_body_that_is_no_text_is_shown_in_base64() throws Exception {
        start();
        send(push("delivery-1", new byte[] {(byte) 0xff, (byte) 0xfe, 0}));

        String id = newestId();

        JsonNode message = json(get("/api/messages/" + id));
        assertThat(message.path("bodyBase64").asText()).isEqualTo("//4A");
        assertThat(message.has("bodyText")).isFalse();
    }

    @Test
    void the_log_comes_in_pages() throws Exception {
        start();
        for (int i = 1; i <= 3; i++) {
            send(push("delivery-" + i, ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8)));
        }

        JsonNode first = json(get("/api/messages?limit=2"));
        JsonNode second =
                json(get("/api/messages?limit=2&cursor=" + first.path("next").asText()));

        assertThat(first.path("messages")).hasSize(2);
        assertThat(first.path("messages").get(0).path("providerId").asText()).isEqualTo("delivery-3");
        assertThat(second.path("messages")).hasSize(1);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void a_forged_request_is_refused_and_not_logged() throws Exception {
        start();

        HttpResponse<String> answer = send(SignedRequest.github(Secret.of("what the secret might be"))
                .path("/github")
                .id("delivery-1")
                .body("{}"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(get("/api/messages")).path("messages")).isEmpty();
    }

    @Test
    void a_handshake_is_answered_where_it_is_switched_on() throws Exception {
        environment.put("SOURCE_PAGE_PROVIDER", "meta");
        environment.put("SOURCE_PAGE_SECRET", SECRET.reveal());
        environment.put("SOURCE_PAGE_HANDSHAKE", "meta, head");
        environment.put("SOURCE_PAGE_HANDSHAKE_SECRET", "the-text-that-Meta-was-given");
        start();
        String query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        HttpResponse<String> answer = call("GET", "/webhooks/page" + query + "the-text-that-Meta-was-given", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("1158201444");
        assertThat(call("GET", "/webhooks/page" + query + "another", null).statusCode())
                .isEqualTo(403);
        assertThat(call("HEAD", "/webhooks/page", null).statusCode()).isEqualTo(200);
        assertThat(call("HEAD", "/webhooks/github", null).statusCode()).isEqualTo(405);
    }

    @Test
    void a_handled_message_can_be_dispatched_again() throws Exception {
        start();
        send(push("delivery-1", new byte[0]));
        String id = newestId();

        HttpResponse<String> answer = call("POST", "/api/messages/" + id + "/redispatch", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(202);
        await().untilAsserted(() -> {
            JsonNode message = json(get("/api/messages/" + id));
            assertThat(message.path("state").asText()).isEqualTo("handled");
            assertThat(message.path("attempts")).hasSize(2);
        });
    }

    @Test
    void an_inline_handler_that_fails_is_run_again_by_the_repeat() throws Exception {
        environment.put("SOURCE_GITHUB_HANDLER", "fail:1");
        start();

        assertThat(send(push("delivery-1", new byte[0])).statusCode()).isEqualTo(500);
        assertThat(send(push("delivery-1", new byte[0])).statusCode()).isEqualTo(200);
        assertThat(json(get("/api/messages/" + newestId())).path("attempts")).hasSize(2);
    }

    @Test
    void every_call_of_the_api_needs_the_token() throws Exception {
        start();

        for (String path : new String[] {"/api/messages", "/api/messages/" + UUID.randomUUID(), "/api/nothing"}) {
            for (String token : new String[] {null, "", "wrong", TOKEN + "x", "0123456789ABCDEF"}) {
                HttpResponse<String> answer = call("GET", path, token);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void without_a_configured_token_the_api_is_closed() throws Exception {
        environment.remove("API_TOKEN");
        start();

        assertThat(call("GET", "/api/messages", null).statusCode()).isEqualTo(401);
        assertThat(call("GET", "/api/messages", "").statusCode()).isEqualTo(401);
        assertThat(send(push("delivery-1", new byte[0])).statusCode()).isEqualTo(200);
    }

    @Test
    void bad_parameters_are_problems() throws Exception {
        start();

        for (String query : new String[] {
            "limit=0",
            "limit=501",
            "limit=many",
            "cursor=nowhere",
            "state=lost",
            "sort=up",
            "source=a&source=b",
            "type=%00"
        }) {
            HttpResponse<String> answer = call("GET", "/api/messages?" + query, TOKEN);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(answer).path("status").asInt()).isEqualTo(400);
            assertThat(json(answer).path("detail").asText()).isNotEmpty();
        }
    }

    @Test
    void what_there_is_not_is_404() throws Exception {
        start();

        assertThat(call("POST", "/webhooks/nobody", null).statusCode()).isEqualTo(404);
        for (String path : new String[] {
            "/",
            "/nothing",
            "/api/replay",
            "/api/endpoints/" + UUID.randomUUID(),
            "/api/messages/",
            "/api/messages/x",
            "/api/messages/" + UUID.randomUUID()
        }) {
            HttpResponse<String> answer = call("GET", path, TOKEN);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(call("POST", "/api/messages/" + UUID.randomUUID() + "/redispatch", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void another_method_is_405() throws Exception {
        start();

        for (String path : new String[] {"/api/messages", "/health", "/api/messages/" + UUID.randomUUID()}) {
            HttpResponse<String> answer = call("DELETE", path, TOKEN);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET");
        }
        assertThat(call("DELETE", "/webhooks/github", null).headers().firstValue("Allow"))
                .contains("POST");
    }

    @Test
    void it_is_healthy_and_does_not_say_what_it_is_made_of() throws Exception {
        start();

        HttpResponse<String> answer = call("GET", "/health", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void a_body_over_the_limit_is_413() throws Exception {
        environment.put("RECEIVE_MAX_BODY", "1KiB");
        start();

        assertThat(send(push("delivery-1", new byte[1024])).statusCode()).isEqualTo(200);
        assertThat(send(push("delivery-2", new byte[1025])).statusCode()).isEqualTo(413);
    }

    @Test
    void a_port_that_is_taken_stops_it_from_starting() throws Exception {
        start();
        environment.put("HTTP_PORT", URI.create(gateway.address()).getPort() + "");

        assertThatThrownBy(() -> Gateway.start(GatewayConfig.read(Optional.empty(), environment)))
                .isInstanceOf(IOException.class);
    }

    private static SignedRequest push(String id, byte[] body) {
        return SignedRequest.github(SECRET)
                .path("/github")
                .eventType("push")
                .id(id)
                .body(body);
    }

    private HttpResponse<String> send(SignedRequest request) throws Exception {
        return http.send(
                request.toHttp(URI.create(gateway.address() + "/webhooks")), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpResponse<String> answer = call("GET", path, TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> call(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return mapper.readTree(answer.body());
    }

    private String newestId() throws Exception {
        return json(get("/api/messages?limit=1"))
                .path("messages")
                .get(0)
                .path("id")
                .asText();
    }
}
