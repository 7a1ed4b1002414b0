package io.github.webhooks4j.it.receive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a verified sender puts into a request: stored byte for byte, or refused for good; on every store. */
abstract class InputBehaviours extends QueuedBehaviours {
    private static final Secret STANDARD = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    record Push(String ref, int size) {}

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("R40 invalid UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80}),
                Arguments.of("R41 NUL", "a\0b".getBytes(UTF_8)),
                Arguments.of("R42 escaped NUL in JSON", "{\"type\":\"a\",\"x\":\"\\u0000\"}".getBytes(UTF_8)),
                Arguments.of("R43 depth bomb", "[".repeat(1_000_000).getBytes(UTF_8)),
                Arguments.of(
                        "R44 huge number", ("{\"n\":1e1000000000,\"m\":" + "9".repeat(100_000) + "}").getBytes(UTF_8)),
                Arguments.of("R45 doubled keys", "{\"type\":\"a\",\"type\":\"b\"}".getBytes(UTF_8)),
                Arguments.of("R46 trailing data", "{} {}".getBytes(UTF_8)),
                Arguments.of("R47 empty", new byte[0]),
                Arguments.of("R47 no JSON", "<xml/>".getBytes(UTF_8)),
                Arguments.of("R39 UTF-16 with a mark", "\ufeffhé".getBytes(java.nio.charset.StandardCharsets.UTF_16)),
                Arguments.of("R39 Latin-1", "café".getBytes(ISO_8859_1)),
                Arguments.of("lone surrogate", "{\"a\":\"\\ud800\"}".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void any_bytes_are_verified_stored_and_handed_over_exactly(String name, byte[] body) {
        List<byte[]> handled = new ArrayList<>();
        WebhookReceiver receiver = github(s -> s.on("push", byte[].class, m -> handled.add(m.payload())));
        SignedRequest request = push("d1")
                .header("Content-Type", "application/json; charset=utf-16")
                .body(body);

        assertThat(request.sendTo(receiver).status()).isEqualTo(200);

        assertThat(only().body()).isEqualTo(body);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        assertThat(handled).singleElement().isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "é", "\u0000", "line\nfeed", "\u001b[2J", "\u202e"})
    void an_id_that_cannot_be_a_key_is_refused_for_good(String id) { // R48, R41, R21
        WebhookReceiver receiver = started(builder()
                .source("stripe", s -> s.verifier(Stripe.verifier(SECRET)).onAny(m -> {})));
        String json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", "x")
                .toString();

        Receipt receipt = stripe(json).sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(400);
        assertThat(all()).isEmpty();
        assertThat(heard(Notice.RequestRejected.class))
                .extracting(Notice.RequestRejected::fault)
                .containsExactly(RequestFault.ID_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 1024, 1025, 6000})
    void an_id_may_have_255_characters(int length) { // R48
        WebhookReceiver receiver = started(builder()
                .source("stripe", s -> s.verifier(Stripe.verifier(SECRET)).onAny(m -> {})));

        Receipt receipt = stripe("{\"id\":\"" + "x".repeat(length) + "\"}").sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(length == 255 ? 200 : 400);
        assertThat(all()).hasSize(length == 255 ? 1 : 0);
    }

    @Test
    void a_type_that_cannot_be_kept_is_as_good_as_none_and_any_handlers_still_get_the_message() {
        List<Message> handled = new ArrayList<>();
        WebhookReceiver receiver = started(builder()
                .source(
                        "stripe",
                        s -> s.verifier(Stripe.verifier(SECRET))
                                .on("order.*", m -> {
                                    throw new IllegalStateException("not for this one");
                                })
                                .onAny(handled::add)));

        for (String type : List.of(
                "\\u0000", "order.\\u0000", "order." + "x".repeat(300), "\\ud800", "order.\\u202e", "order.\\u2028")) {
            String json = "{\"id\":\"e" + handled.size() + "\",\"type\":\"" + type + "\"}";
            assertThat(stripe(json).sendTo(receiver).status()).isEqualTo(200);
        }

        assertThat(handled).hasSize(6).allMatch(m -> m.eventType().isEmpty());
    }

    @Test
    void of_a_doubled_key_the_last_counts_and_trailing_data_means_absent() { // R45, R46
        List<String> types = new ArrayList<>();
        WebhookReceiver receiver = started(builder()
                .source(
                        "stripe",
                        s -> s.verifier(Stripe.verifier(SECRET))
                                .onAny(m -> types.add(m.eventType().orElse("-")))));

        stripe("{\"id\":\"1\",\"type\":\"a\",\"type\":\"b\"}").sendTo(receiver);
        stripe("{\"id\":\"2\",\"type\":\"a\"} {}").sendTo(receiver);
        stripe("{\"id\":\"3\",\"type\":\"a\"").sendTo(receiver);

        assertThat(types).containsExactly("b", "-", "-");
        assertThat(all()).extracting(m -> m.providerId().orElse("-")).containsExactlyInAnyOrder("1", "-", "-");
    }

    @Test
    void messages_without_an_id_are_never_taken_for_repeats() {
        List<Message> handled = new ArrayList<>();
        WebhookReceiver receiver = started(
                builder().source("acme", s -> s.verifier(Token.verifier(SECRET)).onAny(handled::add)));
        SignedRequest same =
                SignedRequest.token("X-Webhook-Token", SECRET).path("/acme").body("{}");

        same.sendTo(receiver);
        same.sendTo(receiver);

        assertThat(handled).hasSize(2);
        assertThat(all()).hasSize(2);
    }

    @Test
    void the_query_of_a_get_is_its_payload_and_credentials_are_cut_out_of_it() {
        List<Message> handled = new ArrayList<>();
        WebhookReceiver receiver = started(builder()
                .source("bank", s -> s.methods("GET").verifier(new QueryToken()).onAny(handled::add)));

        Receipt receipt = SignedRequest.unsigned()
                .method("GET")
                .path("/bank?id=7&to%6ben=hush-hush&note=a+b%26c&note=2&empty&token=hush-hush")
                .sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(200);
        Message message = only();
        assertThat(message.query("id")).hasValue("7");
        assertThat(message.queryAll("note")).containsExactly("a b&c", "2");
        assertThat(message.query("empty")).hasValue("");
        assertThat(message.query("token")).isEmpty();
        assertThat(message.rawQuery()).isEqualTo("id=7&note=a+b%26c&note=2&empty");
        assertThat(handled).hasSize(1);
    }

    @Test
    void payloads_are_read_as_what_the_handler_asks_for() throws Exception {
        List<Object> seen = new ArrayList<>();
        WebhookReceiver receiver = github(s -> s.on("push", Push.class, m -> seen.add(m.payload()))
                .on("push", String.class, m -> seen.add(m.payload()))
                .on(
                        "push",
                        JsonNode.class,
                        m -> seen.add(m.payload().get("size").asInt()))
                .on("push", body -> body.length, m -> seen.add(m.payload())));
        String json = "{\"ref\":\"main\",\"size\":3,\"unknown\":true}";

        assertThat(push("d1").body(json).sendTo(receiver).status()).isEqualTo(200);

        assertThat(seen).containsExactly(new Push("main", 3), json, 3, json.length());
    }

    @Test
    void any_mapper_fits_jackson_3_among_them() {
        List<Push> seen = new ArrayList<>();
        tools.jackson.databind.json.JsonMapper mapper = tools.jackson.databind.json.JsonMapper.shared();
        WebhookReceiver receiver = started(builder()
                .payloads(mapper::readValue)
                .source(
                        "github",
                        s -> s.verifier(io.github.webhooks4j.verify.provider.GitHub.verifier(SECRET))
                                .on("push", Push.class, m -> seen.add(m.payload()))));

        assertThat(push("d1")
                        .body("{\"ref\":\"main\",\"size\":3}")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);

        assertThat(seen).containsExactly(new Push("main", 3));
    }

    @Test
    void a_body_that_is_not_what_the_handler_asked_for_fails_without_being_quoted() { // R43, R20
        WebhookReceiver receiver = github(s -> s.on("push", Push.class, m -> {}));
        String secretive = "{\"ref\": hush-hush";

        assertThat(push("d1").body(secretive).sendTo(receiver).status()).isEqualTo(500);

        assertThat(only().state()).isEqualTo(MessageState.FAILED);
        assertThat(only().error().orElseThrow())
                .contains("PayloadException", "Push")
                .doesNotContain("hush");
    }

    @Test
    void a_changed_id_of_a_scheme_that_signs_it_is_not_verified() { // R4, R3
        WebhookReceiver receiver = started(builder()
                .source(
                        "std",
                        s -> s.verifier(StandardWebhooks.verifier(STANDARD)).onAny(m -> {})));
        SignedRequest good = SignedRequest.standardWebhooks(STANDARD)
                .path("/std")
                .at(clock.instant())
                .id("msg_1")
                .body("{\"type\":\"order.paid\"}");
        io.github.webhooks4j.WebhookRequest signed = good.request();
        SignedRequest replayed = SignedRequest.unsigned().path("/std").body(signed.body());
        for (String name : List.of("webhook-timestamp", "webhook-signature")) {
            replayed = replayed.header(name, signed.headers().first(name).orElseThrow());
        }

        assertThat(replayed.header("webhook-id", "msg_2").sendTo(receiver).status())
                .isEqualTo(401);
        assertThat(replayed.header("webhook-id", "msg_1").sendTo(receiver).status())
                .isEqualTo(200);
        advance(Duration.ofSeconds(301));
        assertThat(replayed.header("webhook-id", "msg_1").sendTo(receiver).status())
                .isEqualTo(401);
        assertThat(all()).hasSize(1);
        assertThat(heard(Notice.RequestRejected.class).get(1).skew()).hasValue(Duration.ofSeconds(301));
    }

    @Test
    void id_and_type_may_come_from_where_the_source_says() {
        WebhookReceiver receiver = github(s -> s.idFrom(MessageField.json("event.id"))
                .eventTypeFrom(MessageField.json("event.kind"))
                .on("order.paid", m -> {}));

        push("ignored").body("{\"event\":{\"id\":42,\"kind\":\"order.paid\"}}").sendTo(receiver);

        assertThat(only().providerId()).hasValue("42");
        assertThat(only().eventType()).hasValue("order.paid");
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    private SignedRequest stripe(String json) {
        return SignedRequest.stripe(SECRET).at(clock.instant()).path("/stripe").body(json);
    }
}
