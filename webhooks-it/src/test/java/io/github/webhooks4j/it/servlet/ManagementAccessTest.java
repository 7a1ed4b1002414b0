package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.servlet.WebhookManagementServlet;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may call what. */
class ManagementAccessTest extends ManagementFixture {
    private static final String EVENT = "{\"type\":\"order.paid\",\"owner\":\"acme\",\"payload\":{}}";

    private record Call(String method, String path, String body) {}

    /** Every call there is. */
    private static List<Call> calls(String endpoint, String event, String delivery, String message) {
        List<Call> calls = new ArrayList<>(List.of(
                new Call("POST", "/endpoints", endpointJson("acme", "https://new.example/")),
                new Call("GET", "/endpoints", null),
                new Call("POST", "/events", EVENT),
                new Call("GET", "/deliveries", null),
                new Call("GET", "/stats", null),
                new Call("GET", "/messages", null)));
        calls.addAll(callsById(endpoint, event, delivery, message));
        return calls;
    }

    private static List<Call> callsById(String endpoint, String event, String delivery, String message) {
        return List.of(
                new Call("GET", "/endpoints/" + endpoint, null),
                new Call("PATCH", "/endpoints/" + endpoint, "{\"description\":\"taken over\"}"),
                new Call("POST", "/endpoints/" + endpoint + "/rotate-secret", null),
                new Call("POST", "/endpoints/" + endpoint + "/rotate-secret", "{\"overlap\":\"PT0S\"}"),
                new Call("POST", "/endpoints/" + endpoint + "/disable", null),
                new Call("POST", "/endpoints/" + endpoint + "/enable", null),
                new Call("POST", "/endpoints/" + endpoint + "/ping", null),
                new Call("GET", "/events/" + event, null),
                new Call("GET", "/deliveries/" + delivery, null),
                new Call("POST", "/deliveries/" + delivery + "/redeliver", null),
                new Call("GET", "/messages/" + message, null),
                new Call("POST", "/messages/" + message + "/redispatch", null),
                new Call("DELETE", "/endpoints/" + endpoint, null));
    }

    private HttpResponse<String> call(String token, Call call) throws Exception {
        return call(token, call.method(), call.path(), call.body());
    }

    @Test
    void without_a_right_token_every_call_is_401_and_nothing_is_said_or_done() throws Exception {
        String endpoint = endpoint("acme");
        String event = event("acme");
        JsonNode before = get("/endpoints/" + endpoint);

        for (Call call :
                calls(endpoint, event, delivery(event), UUID.randomUUID().toString())) {
            for (String token :
                    new String[] {null, "", "wrong", OPERATOR + "x", OPERATOR.toUpperCase(Locale.ROOT), EXPIRED}) {
                assertThatNothingIsSaid(call(token, call));
            }
        }
        assertThatNothingIsSaid(call(null, "GET", "/nothing", null));

        assertThat(get("/endpoints/" + endpoint)).isEqualTo(before);
        assertThat(get("/endpoints").path("endpoints")).hasSize(1);
        assertThat(get("/deliveries").path("deliveries")).hasSize(1);
    }

    private static void assertThatNothingIsSaid(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void a_token_is_shown_once_and_as_bearer() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/endpoints"))
                                .header("Authorization", "Bearer " + OPERATOR)
                                .header("Authorization", "Bearer " + OPERATOR))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(uri("/endpoints")).header("Authorization", OPERATOR))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(uri("/endpoints")).header("Authorization", "bearer " + OPERATOR))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_another_owner_has_looks_like_what_there_is_not() throws Exception {
        String endpoint = endpoint("acme");
        String event = event("acme");
        String delivery = delivery(event);
        JsonNode before = get("/endpoints/" + endpoint);
        String nothing = UUID.randomUUID().toString();
        List<Call> anothers = callsById(endpoint, event, delivery, nothing);
        List<Call> missing = callsById(nothing, nothing, nothing, nothing);

        for (int i = 0; i < anothers.size(); i++) {
            HttpResponse<String> refused = call(OTHER, anothers.get(i));
            assertThat(refused.statusCode()).as(anothers.get(i).path()).isEqualTo(404);
            assertThat(refused.body()).isEqualTo(call(OTHER, missing.get(i)).body());
        }

        assertThat(get("/endpoints/" + endpoint)).isEqualTo(before);
        assertThat(get("/deliveries").path("deliveries")).hasSize(1);
    }

    @Test
    void a_caller_does_everything_with_what_its_owner_has() throws Exception {
        String endpoint = endpoint("acme");
        String event = event("acme");
        String delivery = delivery(event);
        await().until(() -> get("/deliveries/" + delivery)
                .path("state")
                .asText()
                .equals("delivered")); // in flight it stays as it is

        for (Call call : callsById(endpoint, event, delivery, UUID.randomUUID().toString())) {
            int expected = call.path().startsWith("/messages") ? 404 : 2;
            int status = call(ACME, call).statusCode();
            assertThat(expected == 404 ? status : status / 100).as(call.path()).isEqualTo(expected);
        }
    }

    @Test
    void lists_of_a_bound_caller_have_what_its_owner_has() throws Exception {
        String mine = endpoint("acme");
        String anothers = endpoint("other");
        event("acme");
        String event = event("other");

        assertThat(ids(call(ACME, "GET", "/endpoints", null), "endpoints")).containsExactly(mine);
        assertThat(ids(call(ACME, "GET", "/endpoints?owner=acme", null), "endpoints"))
                .containsExactly(mine);
        assertThat(json(call(ACME, "GET", "/deliveries", null), 200).path("deliveries"))
                .hasSize(1)
                .allMatch(delivery -> delivery.path("owner").asText().equals("acme"));
        assertThat(ids(call(ACME, "GET", "/deliveries?event=" + event, null), "deliveries"))
                .isEmpty();
        assertThat(ids(call(ACME, "GET", "/deliveries?endpoint=" + anothers, null), "deliveries"))
                .isEmpty();
        json(call(ACME, "GET", "/endpoints?owner=other", null), 403);
        json(call(ACME, "GET", "/deliveries?owner=other", null), 403);
        assertThat(ids(call(OPERATOR, "GET", "/endpoints", null), "endpoints")).containsExactly(anothers, mine);
        assertThat(ids(call(OPERATOR, "GET", "/endpoints?owner=other", null), "endpoints"))
                .containsExactly(anothers);
    }

    private List<String> ids(HttpResponse<String> answer, String list) throws Exception {
        return json(answer, 200).path(list).findValuesAsText("id");
    }

    @Test
    void a_bound_caller_acts_for_its_owner_only() throws Exception {
        json(call(ACME, "POST", "/endpoints", endpointJson("other", "https://a.example/")), 403);
        json(call(ACME, "POST", "/events", EVENT.replace("acme", "other")), 403);

        JsonNode endpoint =
                json(call(ACME, "POST", "/endpoints", "{\"url\":\"https://a.example/\",\"eventTypes\":[\"*\"]}"), 201);
        JsonNode event = json(call(ACME, "POST", "/events", "{\"type\":\"order.paid\",\"payload\":1}"), 202);
        JsonNode moved =
                json(call(ACME, "PATCH", "/endpoints/" + endpoint.path("id").asText(), "{\"owner\":\"other\"}"), 422);

        assertThat(endpoint.path("owner").asText()).isEqualTo("acme");
        assertThat(event.path("deliveries").asInt()).isEqualTo(1);
        assertThat(moved.path("errors").toString()).contains("never changes");
        assertThat(get("/endpoints?owner=other").path("endpoints")).isEmpty();
    }

    @Test
    void the_received_messages_are_for_unbound_callers() throws Exception {
        json(call(ACME, "GET", "/messages", null), 404);
        json(call(OPERATOR, "GET", "/messages", null), 200);
    }

    @Test
    void the_figures_of_all_owners_are_for_unbound_callers() throws Exception {
        endpoint("acme");
        event("acme");

        HttpResponse<String> refused = call(ACME, "GET", "/stats", null);

        json(refused, 403);
        assertThat(refused.body()).doesNotContain("pending", "delivered", "messages");
        json(call(OPERATOR, "GET", "/stats", null), 200);
    }

    @Test
    void an_authorizer_that_fails_lets_nobody_in() throws Exception {
        authorizer = request -> {
            throw new IllegalStateException("the directory is away");
        };
        assertThat(post("/endpoints", endpointJson("acme", "https://a.example/"))
                        .statusCode())
                .isEqualTo(500);
        authorizer = request -> null;
        assertThat(post("/endpoints", endpointJson("acme", "https://a.example/"))
                        .statusCode())
                .isEqualTo(401);

        assertThat(webhooks.endpoints()
                        .list(Optional.empty(), Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @Test
    void it_is_not_built_without_an_authorizer() {
        assertThatThrownBy(() -> WebhookManagementServlet.builder().maxBody(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("authorizer", "nothing to manage", "maxBody is 0");
    }

    private String delivery(String event) throws Exception {
        return get("/deliveries?event=" + event)
                .path("deliveries")
                .get(0)
                .path("id")
                .asText();
    }
}
