package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.testkit.SignedRequest;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The figures for monitoring. */
class ManagementStatsTest extends ManagementFixture {
    private static ObjectNode figures(int pending, int held, int delivered, int received, int handled) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.putObject("deliveries")
                .put("pending", pending)
                .put("held", held)
                .put("delivered", delivered)
                .put("dead", 0)
                .put("cancelled", 0);
        all.put("oldestPendingSeconds", 0);
        all.putObject("messages")
                .put("received", 0)
                .put("pending", 0)
                .put("handled", handled)
                .put("ignored", 0)
                .put("refused", 0)
                .put("failed", 0)
                .put("dead", 0);
        all.put("oldestPendingMessageSeconds", 0);
        all.putObject("lastMinute")
                .put("delivered", delivered)
                .put("dead", 0)
                .put("cancelled", 0)
                .put("received", received);
        return all;
    }

    @Test
    void nothing_is_counted_when_there_is_nothing() throws Exception {
        assertThat(stats()).isEqualTo(figures(0, 0, 0, 0, 0).toString());
    }

    @Test
    void what_there_is_is_counted_by_state() throws Exception {
        endpoint("acme");
        event("acme");
        event("acme");
        await().until(() -> transport.sent.size() == 2);
        String disabled = endpoint("other");
        json(post("/endpoints/" + disabled + "/disable", null), 200);
        event("other");
        receive();

        await().untilAsserted(() ->
                assertThat(stats()).isEqualTo(figures(0, 1, 2, 1, 1).toString()));
    }

    @Test
    void there_are_no_parameters_and_no_other_methods() throws Exception {
        JsonNode problem = json(call(OPERATOR, "GET", "/stats?owner=acme", null), 400);

        assertThat(problem.path("detail").asText()).isEqualTo("there are no parameters");
        json(post("/stats", "{}"), 405);
    }

    @Test
    void a_store_that_is_away_is_503() throws Exception {
        storeFails = true;

        json(call(OPERATOR, "GET", "/stats", null), 503);
    }

    private String stats() throws Exception {
        return get("/stats").toString();
    }

    private void receive() {
        HttpRequest push = SignedRequest.github(Secret.of(OPERATOR))
                .path("/github")
                .id("d1")
                .body("{}")
                .toHttp(uri(""));
        Headers.Builder headers = Headers.builder();
        push.headers().map().forEach((name, values) -> headers.add(name, values.get(0)));
        Admission admission = receiver.begin(RequestHead.of("POST", "/github", headers), "/github");
        ((Admission.Admitted) admission)
                .receive("{}".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }
}
