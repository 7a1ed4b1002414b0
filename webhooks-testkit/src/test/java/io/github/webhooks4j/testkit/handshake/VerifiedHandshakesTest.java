package io.github.webhooks4j.testkit.handshake;

import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.MALFORMED;
import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.Token;
import io.github.webhooks4j.verify.provider.Twitch;
import io.github.webhooks4j.verify.provider.Xero;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the table that are answered only to whom the source's verifier accepts. */
class VerifiedHandshakesTest extends HandshakeFixture {
    private static final String SLACK = "{\"token\":\"Jhj5dZrVaK7ZwHHjRyZWjbDl\",\"challenge\":\"3eZbrw1aBm2rZgRN\","
            + "\"type\":\"url_verification\"}";
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
    private static final String TOKEN = "&Token=2336412f37";
    private static final String QUERY = "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + TOKEN;

    @Test
    void slack_gets_its_challenge_back() {
        Secret secret = Secret.of("8f742231b10e8888abcd99yyyzzz85a5");
        WebhookReceiver receiver =
                source(source -> source.verifier(Slack.verifier(secret)).handshake(Handshakes.slack()));

        assertText(
                SignedRequest.slack(secret)
                        .at(NOW)
                        .path("/hook")
                        .header("Content-Type", "application/json")
                        .body(SLACK)
                        .sendTo(receiver),
                "3eZbrw1aBm2rZgRN");
    }

    @Test
    void twitch_gets_its_challenge_back() {
        Secret secret = Secret.of("s3cRe7s3cRe7");
        WebhookReceiver receiver =
                source(source -> source.verifier(Twitch.verifier(secret)).handshake(Handshakes.twitch()));

        assertText(
                SignedRequest.of(Twitch.scheme(), secret)
                        .at(NOW)
                        .path("/hook")
                        .id("e76c6bd4-55c9-4987-8304-da1588d8988b")
                        .header("Twitch-Eventsub-Message-Type", "webhook_callback_verification")
                        .body("{\"challenge\":\"pogchamp-kappa-360noscope-vohiyo\",\"subscription\":{}}")
                        .sendTo(receiver),
                "pogchamp-kappa-360noscope-vohiyo");
    }

    @Test
    void a_notification_of_twitch_is_a_message() {
        Receipt receipt = genuine("{\"challenge\":\"c\"}")
                .header("Twitch-Eventsub-Message-Type", "notification")
                .sendTo(with(Handshakes.twitch()));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(handled).hasSize(1);
    }

    @Test
    void a_ping_of_interactions_is_answered_with_a_pong() {
        assertJson(genuine("{\"type\":1,\"id\":\"7\"}").sendTo(with(Handshakes.discord())), "{\"type\":1}");
    }

    @Test
    void a_ping_of_webhook_events_is_answered_without_a_body() {
        Receipt receipt = genuine("{\"version\":1,\"type\":0}").sendTo(with(Handshakes.discord()));

        assertThat(receipt.status()).isEqualTo(204);
        assertThat(receipt.body()).isEmpty();
        assertThat(receipt.headers().all("Content-Type")).containsExactly("application/json");
        assertNothingDelivered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":1,\"event\":{\"type\":\"APPLICATION_AUTHORIZED\",\"data\":{}}}",
                "{\"type\":2,\"data\":{}}",
                "{\"kind\":1}",
                "no JSON"
            })
    void whatever_else_discord_sends_is_a_message(String body) {
        assertThat(genuine(body).sendTo(with(Handshakes.discord())).status()).isEqualTo(200);

        assertThat(handled).hasSize(1);
        assertThat(answered()).isEmpty();
    }

    @Test
    void okta_gets_its_challenge_back_when_it_sends_its_credential() {
        WebhookReceiver receiver = source(source ->
                source.verifier(Token.verifier("Authorization", SECRET)).handshake(Handshakes.okta()));
        SignedRequest get = SignedRequest.token("Authorization", SECRET)
                .method("GET")
                .path("/hook")
                .header("X-Okta-Verification-Challenge", "ZTSE_dx3kdjfh28");

        assertJson(get.sendTo(receiver), "{\"verification\":\"ZTSE_dx3kdjfh28\"}");
        assertThat(SignedRequest.unsigned()
                        .method("GET")
                        .path("/hook")
                        .header("X-Okta-Verification-Challenge", "c")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(403);
        assertThat(SignedRequest.token("Authorization", SECRET)
                        .method("GET")
                        .path("/hook")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(405);
    }

    @Test
    void a_subscription_of_sns_is_confirmed_at_its_own_host() {
        List<URI> visited = new ArrayList<>();

        Receipt receipt = genuine(confirmation(TOPIC, "https://sns.us-east-1.amazonaws.com" + QUERY))
                .sendTo(with(Handshakes.sns(visited::add)));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(visited).containsExactly(URI.create("https://sns.us-east-1.amazonaws.com" + QUERY));
        assertThat(answered()).containsExactly("sns");
        assertNothingDelivered();
    }

    @Test
    void a_subscription_in_china_is_confirmed_there() {
        List<URI> visited = new ArrayList<>();
        String topic = "arn:aws-cn:sns:cn-north-1:123456789012:orders.fifo";
        String url = "https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription&TopicArn=" + topic + TOKEN;

        genuine(confirmation(topic, url)).sendTo(with(Handshakes.sns(visited::add)));

        assertThat(visited).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.us-east-1.amazonaws.com",
                "https://sns.us-east-1.evil.amazonaws.com",
                "https://sns.us-east-1.amazonaws.com.evil.example",
                "https://sns.us-east-1.amazonaws.com.cn",
                "https://sns.eu-west-1.amazonaws.com",
                "https://user@sns.us-east-1.amazonaws.com",
                "https://sns.us-east-1.amazonaws.com@evil.example",
                "https://sns.us-east-1.amazonaws.com:444",
                "https://SNS.us-east-1.amazonaws.com",
                "https://sns.us-east-1.amazonaws.com/elsewhere",
                "https://sns.us-east-1.amazonaws.com\\\\@evil.example",
                "//sns.us-east-1.amazonaws.com",
                "https://169.254.169.254",
                ""
            })
    void no_other_host_is_visited(String base) {
        List<URI> visited = new ArrayList<>();
        WebhookReceiver receiver = with(Handshakes.sns(visited::add));

        assertRefused(genuine(confirmation(TOPIC, base + QUERY)).sendTo(receiver), 400, MALFORMED);
        assertThat(visited).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sns:s3-ap-southeast-2:123456789012:orders",
                "arn:aws:sns:us-east-1.evil:123456789012:orders",
                "arn:aws:sqs:us-east-1:123456789012:orders",
                "orders"
            })
    void a_topic_that_is_none_names_no_host(String topic) {
        List<URI> visited = new ArrayList<>();
        String region = topic.contains("us-east-1.evil") ? "us-east-1.evil" : "s3-ap-southeast-2";
        String url = "https://sns." + region + ".amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + topic + TOKEN;

        assertRefused(genuine(confirmation(topic, url)).sendTo(with(Handshakes.sns(visited::add))), 400, MALFORMED);
        assertThat(visited).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?Action=Publish&TopicArn=" + TOPIC + TOKEN,
                "/?TopicArn=" + TOPIC + TOKEN,
                "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + "2" + TOKEN,
                "/?Action=ConfirmSubscription" + TOKEN,
                "/?Action=ConfirmSubscription&TopicArn=" + TOPIC,
                "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + TOKEN + "0",
                "/?Action=ConfirmSubscription&TopicArn=" + TOPIC + TOKEN + "#x",
                "/?Action=ConfirmSubscription&Action=Publish&TopicArn=" + TOPIC + TOKEN
            })
    void nothing_but_the_confirmation_of_that_topic_is_visited(String target) {
        List<URI> visited = new ArrayList<>();
        String url = "https://sns.us-east-1.amazonaws.com" + target;

        assertRefused(genuine(confirmation(TOPIC, url)).sendTo(with(Handshakes.sns(visited::add))), 400, MALFORMED);
        assertThat(visited).isEmpty();
    }

    @Test
    void a_visit_that_fails_is_asked_for_again() {
        WebhookReceiver receiver = with(Handshakes.sns(url -> {
            throw new IOException("refused");
        }));

        Receipt receipt = genuine(confirmation(TOPIC, "https://sns.us-east-1.amazonaws.com" + QUERY))
                .sendTo(receiver);

        assertRefused(receipt, 503, UNAVAILABLE);
        assertThat(receipt.headers().contains("Retry-After")).isTrue();
    }

    @Test
    void a_notification_of_sns_is_a_message_and_so_is_a_confirmation_where_nobody_visits() {
        String confirmation = confirmation(TOPIC, "https://sns.us-east-1.amazonaws.com" + QUERY);

        assertThat(genuine("{\"Type\":\"Notification\"}")
                        .sendTo(with(Handshakes.sns(url -> {})))
                        .status())
                .isEqualTo(200);
        assertThat(genuine(confirmation).sendTo(with()).status()).isEqualTo(200);
        assertThat(handled).hasSize(2);
    }

    @Test
    void a_signature_that_is_wrong_comes_before_every_handshake() {
        List<URI> visited = new ArrayList<>();
        WebhookReceiver receiver = with(
                Handshakes.slack(),
                Handshakes.zoom(SECRET),
                Handshakes.twitch(),
                Handshakes.discord(),
                Handshakes.sns(visited::add));

        for (String body : List.of(
                SLACK,
                "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"p\"}}",
                "{\"challenge\":\"c\"}",
                "{\"type\":1}",
                "{\"type\":0}",
                confirmation(TOPIC, "https://sns.us-east-1.amazonaws.com" + QUERY))) {
            Receipt receipt = SignedRequest.github(Secret.of("another secret of somebody else"))
                    .path("/hook")
                    .header("Twitch-Eventsub-Message-Type", "webhook_callback_verification")
                    .body(body)
                    .sendTo(receiver);
            assertThat(receipt.status()).isEqualTo(401);
            assertThat(receipt.body()).isEmpty();
            assertThat(post(body).sendTo(receiver).status()).isEqualTo(401);
        }
        assertThat(visited).isEmpty();
        assertThat(answered()).isEmpty();
        assertNothingDelivered();
    }

    @Test
    void a_handshake_by_post_opens_no_way_for_messages() {
        WebhookReceiver receiver = source(source -> source.methods("PUT").handshake(Handshakes.slack()));

        assertText(genuine(SLACK).sendTo(receiver), "3eZbrw1aBm2rZgRN");
        Receipt message = genuine("{\"type\":\"event_callback\"}").sendTo(receiver);

        assertThat(message.status()).isEqualTo(405);
        assertThat(message.headers().all("Allow")).containsExactly("PUT");
        assertNothingDelivered();
    }

    @Test
    void the_intent_to_receive_of_xero_is_ordinary_verification() {
        WebhookReceiver receiver = source(source -> source.verifier(Xero.verifier(SECRET)));
        String body = "{\"events\":[],\"firstEventSequence\":0,\"lastEventSequence\":0,\"entropy\":\"S0m3r4Nd0mt3xt\"}";

        Receipt right =
                SignedRequest.of(Xero.scheme(), SECRET).path("/hook").body(body).sendTo(receiver);
        Receipt wrong = SignedRequest.of(Xero.scheme(), Secret.of("another secret of somebody else"))
                .path("/hook")
                .body(body)
                .sendTo(receiver);

        assertThat(right.status()).isEqualTo(200);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEmpty();
        assertThat(List.of(right, wrong)).noneMatch(receipt -> receipt.headers().contains("Set-Cookie"));
    }

    private static String confirmation(String topic, String url) {
        return "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"" + topic + "\",\"SubscribeURL\":\"" + url
                + "\",\"Token\":\"2336412f37\",\"Message\":\"m\",\"MessageId\":\"165545c9\",\"Timestamp\":"
                + "\"2030-01-01T00:00:00.000Z\"}";
    }
}
