package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.testkit.SignedRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the calls do. */
class ManagementCallsTest extends ManagementFixture {
    @Test
    void an_endpoint_lives_and_its_secret_is_shown_twice() throws Exception {
        JsonNode registered = json(post("/endpoints", """
                        {"owner":"acme","url":"https://acme.example/hook?key=1","eventTypes":["order.*"],
                         "description":"ours","headers":{"Authorization":"Basic cGFzc3dvcmQ="},"maxInFlight":3}"""), 201);
        String path = "/endpoints/" + registered.path("id").asText();
        String secret = registered.path("secret").asText();
        JsonNode rotated = json(post(path + "/rotate-secret", "{\"overlap\":\"PT1H\"}"), 200);
        String newSecret = rotated.path("secret").asText();

        assertThat(secret).startsWith("whsec_");
        assertThat(newSecret).startsWith("whsec_").isNotEqualTo(secret);
        HttpResponse<String> shown = call(OPERATOR, "GET", path, null);
        HttpResponse<String> listed = call(OPERATOR, "GET", "/endpoints", null);
        HttpResponse<String> changed =
                call(OPERATOR, "PATCH", path, "{\"eventTypes\":[\"order.sent\"],\"description\":\"theirs\"}");
        HttpResponse<String> disabled = post(path + "/disable", null);
        HttpResponse<String> enabled = post(path + "/enable", "{}");
        for (HttpResponse<String> answer : List.of(shown, listed, changed, disabled, enabled)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("whsec_", secret, newSecret, "Basic");
        }
        JsonNode endpoint = json(changed, 200);
        assertThat(endpoint.path("url").asText()).isEqualTo("https://acme.example/hook?key=1");
        assertThat(endpoint.path("eventTypes").toString()).isEqualTo("[\"order.sent\"]");
        assertThat(endpoint.path("description").asText()).isEqualTo("theirs");
        assertThat(endpoint.path("headerNames").toString()).isEqualTo("[\"Authorization\"]");
        assertThat(endpoint.path("maxInFlight").asInt()).isEqualTo(3);
        assertThat(Instant.parse(endpoint.path("createdAt").asText())).isAfter(Instant.EPOCH);
        assertThat(json(disabled, 200).path("state").asText()).isEqualTo("disabled");
        assertThat(json(disabled, 200).path("disabledBecause").asText()).isEqualTo("operator");
        assertThat(json(enabled, 200).path("state").asText()).isEqualTo("enabled");
        HttpResponse<String> removed = call(OPERATOR, "DELETE", path, null);
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        json(call(OPERATOR, "GET", path, null), 404);
        json(call(OPERATOR, "DELETE", path, null), 404);
        assertThat(logs.ours()).noneMatch(line -> line.contains(secret) || line.contains("acme.example"));
    }

    @Test
    void an_event_is_delivered_and_delivered_again() throws Exception {
        String endpoint = endpoint("acme");
        transport.body = new byte[] {(byte) 0xff, 0};

        JsonNode published = json(
                post(
                        "/events",
                        "{\"type\":\"order.paid\",\"owner\":\"acme\",\"payload\":{\"n\":1},\"tags\":[\"vip\"],"
                                + "\"idempotencyKey\":\"k1\"}"),
                202);
        JsonNode repeated = json(
                post("/events", "{\"type\":\"order.paid\",\"owner\":\"acme\",\"payload\":2,\"idempotencyKey\":\"k1\"}"),
                202);

        String id = published.path("id").asText();
        assertThat(published.path("deliveries").asInt()).isEqualTo(1);
        assertThat(published.has("repeated")).isFalse();
        assertThat(repeated.path("id").asText()).isEqualTo(id);
        assertThat(repeated.path("repeated").asBoolean()).isTrue();
        JsonNode event = get("/events/" + id);
        assertThat(event.path("payloadText").asText()).isEqualTo("{\"n\":1}");
        assertThat(event.path("tags").toString()).isEqualTo("[\"vip\"]");
        String path =
                "/deliveries/" + event.path("deliveries").get(0).path("id").asText();
        await().until(() -> get(path).path("state").asText().equals("delivered"));
        JsonNode attempt = get(path).path("attempts").get(0);
        assertThat(attempt.path("number").asInt()).isEqualTo(1);
        assertThat(attempt.path("status").asInt()).isEqualTo(200);
        assertThat(attempt.path("outcome").asText()).isEqualTo("delivered");
        assertThat(attempt.path("responseHeaders").toString()).isEqualTo("{\"X-Answered-By\":[\"test\"]}");
        assertThat(attempt.path("responseBodyBase64").asText()).isEqualTo("/wA=");
        Instant.parse(attempt.path("started").asText());
        transport.body = "danke schön".getBytes(StandardCharsets.UTF_8);
        json(post(path + "/redeliver", null), 202);
        await().until(() -> get(path).path("attempts").size() == 2
                && get(path).path("state").asText().equals("delivered"));
        assertThat(get(path).path("attempts").get(1).path("responseBodyText").asText())
                .isEqualTo("danke schön");
        assertThat(get(path).toString()).doesNotContain("acme.example");
        assertThat(get("/deliveries?state=delivered&endpoint=" + endpoint + "&event=" + id + "&owner=acme")
                        .path("deliveries"))
                .hasSize(1);
        assertThat(get("/deliveries?state=dead").path("deliveries")).isEmpty();
    }

    @Test
    void a_ping_goes_to_one_endpoint() throws Exception {
        String endpoint = endpoint("acme");

        JsonNode ping = json(post("/endpoints/" + endpoint + "/ping", null), 202);

        assertThat(ping.path("deliveries").asInt()).isEqualTo(1);
        await().until(() -> transport.sent.size() == 1);
        assertThat(get("/events/" + ping.path("id").asText()).path("type").asText())
                .isEqualTo("ping");
    }

    @Test
    void a_delivery_to_an_endpoint_that_is_gone_is_not_delivered_again() throws Exception {
        String endpoint = endpoint("acme");
        String event = event("acme");
        call(OPERATOR, "DELETE", "/endpoints/" + endpoint, null);
        String delivery = get("/deliveries?event=" + event)
                .path("deliveries")
                .get(0)
                .path("id")
                .asText();

        json(post("/deliveries/" + delivery + "/redeliver", null), 409);
    }

    @Test
    void lists_come_in_pages() throws Exception {
        for (int i = 0; i < 3; i++) {
            json(post("/endpoints", endpointJson("acme", "https://acme.example/" + i)), 201);
        }
        event("acme");

        for (String list : new String[] {"endpoints", "deliveries"}) {
            JsonNode first = get("/" + list + "?limit=2");
            JsonNode second =
                    get("/" + list + "?limit=2&cursor=" + first.path("next").asText());
            assertThat(first.path(list)).hasSize(2);
            assertThat(second.path(list)).hasSize(1);
            assertThat(second.has("next")).isFalse();
        }
    }

    @Test
    void what_is_wrong_with_an_endpoint_is_told_whole() throws Exception {
        JsonNode refused = json(post("/endpoints", """
                        {"owner":"acme","url":"http://acme.example","eventTypes":["order.payed"],"maxInFlight":0,
                         "headers":{"Webhook-Id":"1"}}"""), 422);
        String existing = endpoint("acme");
        JsonNode duplicate = json(post("/endpoints", endpointJson("acme", "https://acme.example/hook")), 409);
        JsonNode unknownType =
                json(post("/events", "{\"type\":\"order.payed\",\"owner\":\"acme\",\"payload\":1}"), 422);
        JsonNode overlap = json(post("/endpoints/" + existing + "/rotate-secret", "{\"overlap\":\"P9D\"}"), 422);

        assertThat(refused.path("errors")).hasSize(4);
        assertThat(refused.path("errors").toString()).contains("https", "order.paid", "maxInFlight", "Webhook-Id");
        assertThat(duplicate.path("endpoint").asText()).isEqualTo(existing);
        assertThat(unknownType.path("errors").toString()).contains("did you mean 'order.paid'");
        assertThat(overlap.path("errors").toString()).contains("overlap");
    }

    @Test
    void the_log_of_the_receiver_is_shown() throws Exception {
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

        JsonNode listed = get("/messages?source=github").path("messages");
        String path = "/messages/" + listed.get(0).path("id").asText();
        JsonNode message = get(path);

        assertThat(message.path("providerId").asText()).isEqualTo("d1");
        assertThat(message.path("bodyText").asText()).isEqualTo("{}");
        json(post(path + "/redispatch", null), 202);
        await().until(() -> get(path).path("attempts").size() == 2);
    }

    @Test
    void bad_parameters_are_400_and_what_there_is_not_is_404() throws Exception {
        for (String query : new String[] {
            "deliveries?limit=0",
            "deliveries?limit=501",
            "deliveries?limit=x",
            "deliveries?cursor=nowhere",
            "deliveries?state=DEAD",
            "deliveries?sort=up",
            "deliveries?owner=a&owner=b",
            "deliveries?owner=%00",
            "endpoints?cursor=1",
            "endpoints?state=enabled",
            "messages?state=lost",
            "messages?cursor=nowhere"
        }) {
            JsonNode problem = json(call(OPERATOR, "GET", "/" + query, null), 400);
            assertThat(problem.path("detail").asText()).as(query).isNotEmpty();
        }
        for (String path : new String[] {
            "",
            "/",
            "/nothing",
            "/replay",
            "/endpoints/",
            "/endpoints/1-1-1-1-1",
            "/endpoints/" + UUID.randomUUID() + "/",
            "/endpoints/" + UUID.randomUUID() + "/secret",
            "/events",
        }) {
            int status = call(OPERATOR, "GET", path, null).statusCode();
            assertThat(status).as(path).isEqualTo(path.equals("/events") ? 405 : 404);
        }
        json(post("/replay", "{}"), 404);
        try (RawHttp raw = new RawHttp(container.port())) {
            raw.send("GET /api/deliveries?owner=%zz HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + OPERATOR
                    + "\r\n\r\n");
            assertThat(raw.answer().status()).isEqualTo(400);
        }
    }

    @Test
    void another_method_is_405_with_what_is_allowed() throws Exception {
        HttpResponse<String> answer = call(OPERATOR, "PUT", "/endpoints/" + UUID.randomUUID(), null);

        json(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).contains("DELETE, GET, PATCH");
        assertThat(call(OPERATOR, "OPTIONS", "/endpoints", null).headers().firstValue("Allow"))
                .contains("GET, POST");
        assertThat(call(OPERATOR, "TRACE", "/endpoints", null).statusCode()).isEqualTo(405);
    }

    @Test
    void a_store_that_is_away_is_503_and_said_to_be_tried_again() throws Exception {
        storeFails = true;

        HttpResponse<String> answer = post("/endpoints", endpointJson("acme", "https://acme.example/"));

        json(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).doesNotContain("Exception", "the store is away");
    }
}
