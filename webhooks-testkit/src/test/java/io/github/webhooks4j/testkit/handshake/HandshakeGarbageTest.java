package io.github.webhooks4j.testkit.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.Handshakes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the place of a challenge holds: no markup comes back, nothing fails, nothing is delivered. */
class HandshakeGarbageTest extends HandshakeFixture {
    private static final String CLIENT_ID = "BGBQIIE7H253K6";
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:t";

    private static final List<String> GARBAGE = List.of(
            "<script>alert(1)</script>",
            "<",
            ">",
            "\"",
            "'",
            "&",
            "\\",
            "`",
            "",
            " ",
            "\t",
            "\u0001",
            "ä",
            "\u202e",
            "\ud83d\ude00",
            "١٢٣",
            "c".repeat(513),
            "c".repeat(6000),
            "{\"challenge\":\"c\"}",
            "javascript:alert(1)//<b>",
            "\u2028",
            "c\r\nSet-Cookie: a=b");

    /** One handshake, and a request of it with a challenge put where it belongs. */
    record Flow(String name, Handshake handshake, Function<String, SignedRequest> asked) {
        /** A challenge that it answers. */
        String good() {
            return switch (name) {
                case "adobe-sign" -> CLIENT_ID;
                case "sns" -> "?Action=ConfirmSubscription&TopicArn=" + TOPIC + "&Token=2336412f37";
                default -> "20f9f8ed05f77439fe955c977e4c8a53";
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Flow> flows() {
        Secret secret = Secret.of("webhook-co-ebay-verify-token-0123456789abcdef");
        String sub = "hub.mode=subscribe&hub.topic=t&hub.verify_token=" + secret.reveal();
        return Stream.of(
                flow(Handshakes.slack(), json("{\"type\":\"url_verification\",\"challenge\":\"%\"}")),
                flow(Handshakes.meta(secret), query("GET", sub + "&hub.challenge=%")),
                flow(Handshakes.webSub(intent -> true), query("GET", sub + "&hub.challenge=%")),
                flow(
                        Handshakes.zoom(secret),
                        json("{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"%\"}}")),
                flow(Handshakes.x(secret), query("GET", "crc_token=%")),
                flow(Handshakes.braintree("pk", secret), query("GET", "bt_challenge=%")),
                flow(Handshakes.dropbox(), query("GET", "challenge=%")),
                flow(Handshakes.adobeIo(), query("GET", "challenge=%")),
                flow(Handshakes.microsoftGraph(), query("POST", "validationToken=%")),
                flow(Handshakes.okta(), header("GET", "X-Okta-Verification-Challenge")),
                flow(
                        Handshakes.twitch(),
                        challenge -> json("{\"challenge\":\"%\"}")
                                .apply(challenge)
                                .header("Twitch-Eventsub-Message-Type", "webhook_callback_verification")),
                flow(Handshakes.asana(offered -> true), header("POST", "X-Hook-Secret")),
                flow(Handshakes.monday(), json("{\"challenge\":\"%\"}")),
                flow(Handshakes.ebay("https://example.com/hook", secret), query("GET", "challenge_code=%")),
                flow(Handshakes.adobeSign(CLIENT_ID), header("GET", "X-AdobeSign-ClientId")),
                flow(Handshakes.cloudEvents(1, "*"), header("OPTIONS", "WebHook-Request-Origin")),
                flow(
                        Handshakes.sns(url -> {}),
                        json("{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"" + TOPIC
                                + "\",\"SubscribeURL\":\"https://sns.us-east-1.amazonaws.com/%\",\"Token\":\"2336412f37\""
                                + ",\"Message\":\"m\",\"MessageId\":\"165545c9\","
                                + "\"Timestamp\":\"2030-01-01T00:00:00.000Z\"}")));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void garbage_is_a_bad_request(Flow flow) {
        WebhookReceiver receiver = with(flow.handshake());

        for (String challenge : GARBAGE) {
            boolean isSentence = flow.name().equals("microsoft-graph") && challenge.equals(" ");
            SignedRequest asked = request(flow, challenge);
            if (!isSentence && asked != null) {
                Receipt receipt = asked.sendTo(receiver);
                assertThat(receipt.status()).as(challenge).isEqualTo(400);
                assertThat(receipt.body()).as(challenge).isEmpty();
            }
        }
        assertThat(answered()).isEmpty();
        assertThat(refused()).hasSizeGreaterThan(10);
        assertNothingDelivered();
    }

    /** Header fields cannot hold everything, not even those of an attacker. */
    private static SignedRequest request(Flow flow, String challenge) {
        try {
            return flow.asked().apply(challenge);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Stream<Flow> flowsOfQueries() {
        return flows().filter(flow ->
                flow.asked().apply("c").request().head().target().contains("?"));
    }

    @ParameterizedTest
    @MethodSource("flowsOfQueries")
    void a_parameter_given_twice_or_badly_encoded_is_a_bad_request(Flow flow) {
        WebhookReceiver receiver = with(flow.handshake());
        SignedRequest good = flow.asked().apply(flow.good());
        String target = good.request().head().target();
        String challenge = target.substring(Math.max(target.lastIndexOf('&'), target.indexOf('?')) + 1);

        assertThat(good.path(target + "&" + challenge).sendTo(receiver).status())
                .isEqualTo(400);
        for (String broken : List.of("%", "%z0", "%c", "%ff", "%00", "%3Cb%3E")) {
            assertThat(good.path(target + broken).sendTo(receiver).status())
                    .as(broken)
                    .isEqualTo(400);
        }
        assertThat(good.sendTo(receiver).status()).isEqualTo(200);
        assertNothingDelivered();
    }

    static Stream<Flow> flowsOfBodies() {
        return flows().filter(flow -> flow.asked().apply("c").request().body().length > 0);
    }

    @ParameterizedTest
    @MethodSource("flowsOfBodies")
    void a_body_that_is_anything_fails_nowhere(Flow flow) {
        List<byte[]> bodies = new ArrayList<>();
        bodies.add(new byte[0]);
        bodies.add(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});
        bodies.add("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        bodies.add(("{\"challenge\":\"" + "\\".repeat(900)).getBytes(StandardCharsets.UTF_8));
        bodies.add("{\"type\":1e1000000000,\"event\":null,\"Type\":{}}".getBytes(StandardCharsets.UTF_8));
        bodies.add("null".getBytes(StandardCharsets.UTF_8));
        WebhookReceiver receiver = with(flow.handshake());

        for (byte[] body : bodies) {
            SignedRequest message = flow.asked().apply("c").body(body);
            assertThat(message.sendTo(receiver).status()).isBetween(200, 499);
        }
        assertThat(answered()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void what_was_not_switched_on_is_an_ordinary_request(Flow flow) {
        WebhookReceiver receiver = with();
        SignedRequest asked = flow.asked().apply(flow.good());
        String method = asked.request().head().method();

        SignedRequest unsigned = SignedRequest.unsigned()
                .method(method)
                .path(asked.request().head().target())
                .body(asked.request().body());
        Receipt receipt = unsigned.sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(method.equals("POST") ? 401 : 405);
        assertThat(answered()).isEmpty();
        assertNothingDelivered();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void another_method_is_not_allowed(Flow flow) {
        WebhookReceiver receiver = with(flow.handshake());

        for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "HEAD", "get", "FOO")) {
            SignedRequest asked = flow.asked().apply("c").method(method);
            assertThat(receiver.begin(asked.request().head(), "/hook")).isInstanceOf(Admission.Refused.class);
            Receipt receipt = asked.sendTo(receiver);
            assertThat(receipt.status()).as(method).isEqualTo(405);
            assertThat(receipt.headers().all("Allow")).containsExactly("POST");
        }
        assertNothingDelivered();
    }

    private static Flow flow(Handshake handshake, Function<String, SignedRequest> asked) {
        return new Flow(handshake.name(), handshake, asked);
    }

    private static Function<String, SignedRequest> json(String template) {
        return challenge -> genuine(template.replace("%", escaped(challenge)));
    }

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean isPlain = c >= ' ' && c < 127 && c != '"' && c != '\\';
            json.append(isPlain ? String.valueOf(c) : "\\u" + HexFormat.of().toHexDigits(c));
        }
        return json.toString();
    }

    private static Function<String, SignedRequest> query(String method, String template) {
        return challenge -> genuine("")
                .method(method)
                .path("/hook?" + template.replace("%", URLEncoder.encode(challenge, StandardCharsets.UTF_8)));
    }

    private static Function<String, SignedRequest> header(String method, String name) {
        return challenge -> genuine("").method(method).header(name, challenge);
    }
}
