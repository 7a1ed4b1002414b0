package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies: bytes of payloads, limits, and what is no such JSON. */
class ManagementBodiesTest extends ManagementFixture {
    private static final int MAX_BODY = 320 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "true",
                "17",
                "-0.0",
                "1.0e2",
                "1E+400",
                "123456789012345678901234567890.000000000000000000001",
                "\"\"",
                "\"\\u00e9\\ud83d\\ude00\\/ é😀\"",
                "\"}],\\\"payload\\\":1\"",
                "{ \"b\" : 1 ,\n\t\"a\":[ 1 , 2.50 ,{ } ] ,\r\n \"a\" : null }",
                "{\"payload\":{\"payload\":1},\"type\":\"x\",\"owner\":\"y\"}",
                "[ [ ] ,{\"\":\"\"}]"
            })
    void a_payload_is_sent_with_the_bytes_that_it_has_in_the_request(String payload) throws Exception {
        endpoint("acme");

        for (String around : new String[] {
            "{\"payload\":@,\"type\":\"order.paid\",\"owner\":\"acme\"}",
            " {\"owner\":\"acme\",\"type\":\"order.paid\",\"tags\":[\"größe\"], \"payload\" : \n @ \t} ",
            "{\"type\":\"order.paid\",\"pa\\u0079load\":@\n,\"owner\":\"acme\"}"
        }) {
            transport.sent.clear();
            JsonNode published = json(post("/events", around.replace("@", payload)), 202);
            await().until(() -> transport.sent.size() == 1);
            assertThat(transport.sent.get(0).body()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
            assertThat(get("/events/" + published.path("id").asText())
                            .path("payloadText")
                            .asText())
                    .isEqualTo(payload);
        }
    }

    @Test
    void a_payload_of_256_KiB_is_published_and_a_larger_one_refused() throws Exception {
        endpoint("acme");
        String most = "\"" + "a".repeat(256 * 1024 - 2) + "\"";

        json(post("/events", event(most, "")), 202);
        JsonNode refused = json(post("/events", event(most.replace("\"a", "\"aa"), "")), 422);

        assertThat(refused.path("errors").toString()).contains("262144");
    }

    private static String event(String payload, String spaces) {
        return "{\"type\":\"order.paid\",\"owner\":\"acme\",\"payload\":" + payload + spaces + "}";
    }

    @Test
    void a_body_over_the_limit_is_413_however_its_length_is_told() throws Exception {
        String body = event("1", " ".repeat(MAX_BODY - event("1", "").length()));

        json(post("/events", body), 202);
        assertThat(chunk(body, "\r\n0\r\n\r\n").status()).isEqualTo(202);
        assertThat(chunk(body + " ", "").status()).isEqualTo(413);
    }

    /** One chunk; what follows it is left out where the answer comes first: bytes nobody reads end in a reset. */
    private RawHttp.Answer chunk(String body, String end) throws Exception {
        try (RawHttp raw = new RawHttp(container.port())) {
            return raw.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + OPERATOR
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length()) + "\r\n" + body + end)
                    .answer();
        }
    }

    @Test
    void what_declares_too_much_is_refused_before_it_is_sent() throws Exception {
        try (RawHttp raw = new RawHttp(container.port())) {
            RawHttp.Answer answer = raw.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + OPERATOR + "\r\nContent-Type: application/json\r\nContent-Length: " + (MAX_BODY + 1)
                            + "\r\n\r\n{")
                    .answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).contains("close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "{\"type\":}",
                "nothing",
                "{\"payload\":01}",
                "{\"payload\":'a'}",
                "{\"payload\":NaN}",
                "{\"payload\":\"\\x\"}",
                "{\"payload\":[1,]}",
                "{\"payload\":1 2}",
                "{\"payload\":{\"a\"}}",
                "{\"payload\":\"a\nb\"}",
                "\ufeff{}",
                "{\"payload\":\"",
                "{\"payload\":1"
            })
    void what_is_no_JSON_is_400(String body) throws Exception {
        json(post("/events", body), 400);
    }

    @Test
    void what_is_no_UTF_8_or_too_deep_is_400() throws Exception {
        byte[] latin1 = event("\"é\"", "").getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = event("1", "").getBytes(StandardCharsets.UTF_16BE);

        for (byte[] body : new byte[][] {latin1, utf16}) {
            json(
                    send(HttpRequest.newBuilder(uri("/events"))
                            .header("Authorization", "Bearer " + OPERATOR)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))),
                    400);
        }
        json(post("/events", event("[".repeat(100_000) + "]".repeat(100_000), "")), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=iso-8859-1",
                "application/jsonp",
                "multipart/form-data; boundary=x"
            })
    void another_content_type_is_415(String contentType) throws Exception {
        for (String path : new String[] {"/events", "/endpoints"}) {
            json(
                    send(HttpRequest.newBuilder(uri(path))
                            .header("Authorization", "Bearer " + OPERATOR)
                            .header("Content-Type", contentType)
                            .POST(HttpRequest.BodyPublishers.ofString(event("1", "")))),
                    415);
        }
    }

    @Test
    void a_content_type_is_needed_and_may_name_UTF_8() throws Exception {
        for (String[] header :
                new String[][] {{"X-None", "1", "415"}, {"Content-Type", "Application/JSON;charset=\"UTF-8\"", "202"}
                }) {
            assertThat(send(HttpRequest.newBuilder(uri("/events"))
                                    .header("Authorization", "Bearer " + OPERATOR)
                                    .header(header[0], header[1])
                                    .POST(HttpRequest.BodyPublishers.ofString(event("1", ""))))
                            .statusCode())
                    .isEqualTo(Integer.parseInt(header[2]));
        }
    }

    @Test
    void unknown_keys_and_wrong_types_are_all_told() throws Exception {
        JsonNode endpoint = json(post("/endpoints", """
                        {"owner":1,"url":[],"eventTypes":"order.paid","description":null,"headers":{"A":1},
                         "maxInFlight":1.5,"rateLimit":10,"url":"https://a.example"}"""), 422);
        JsonNode event = json(post("/events", "{\"tags\":[1],\"idempotencyKey\":true,\"deduplicate\":1}"), 422);
        JsonNode array = json(post("/events", "[]"), 422);

        assertThat(texts(endpoint))
                .contains(
                        "key 'rateLimit' is unknown",
                        "key 'url' is given twice",
                        "owner must be a string",
                        "eventTypes must be an array of strings",
                        "description must be a string",
                        "headers must be an object of strings",
                        "maxInFlight must be a whole number");
        assertThat(texts(event))
                .contains(
                        "key 'deduplicate' is unknown",
                        "type is missing",
                        "payload is missing",
                        "tags must be an array of strings",
                        "idempotencyKey must be a string");
        assertThat(texts(array)).contains("the body must be a JSON object");
    }

    private static java.util.List<String> texts(JsonNode problem) {
        java.util.List<String> texts = new java.util.ArrayList<>();
        problem.path("errors").forEach(error -> texts.add(error.asText()));
        return texts;
    }

    @Test
    void a_header_that_HTTP_does_not_allow_is_a_fault() throws Exception {
        JsonNode refused = json(
                post(
                        "/endpoints",
                        "{\"owner\":\"a\",\"url\":\"https://a.example/" + UUID.randomUUID()
                                + "\",\"eventTypes\":[\"*\"],\"headers\":{\"A b\":\"1\\r\\n\"}}"),
                422);

        assertThat(refused.path("errors").toString()).contains("headers hold");
    }
}
