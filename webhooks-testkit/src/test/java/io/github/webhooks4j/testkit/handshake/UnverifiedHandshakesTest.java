package io.github.webhooks4j.testkit.handshake;

import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.MALFORMED;
import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.MISMATCH;
import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.NO_KEY;
import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.handshake.WebSubIntent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the table that are answered before anything is verified. */
class UnverifiedHandshakesTest extends HandshakeFixture {
    private static final Secret VERIFY_TOKEN = Secret.of("the text that was given to Meta");
    private static final String OURS = "hub.verify_token=the+text+that+was+given+to%20Meta";
    private static final String EBAY_TOKEN = "webhook-co-ebay-verify-token-0123456789abcdef";

    @Test
    void meta_gets_its_challenge_back() {
        WebhookReceiver receiver = with(Handshakes.meta(VERIFY_TOKEN));

        assertText(get("hub.mode=subscribe&hub.challenge=1158201444&" + OURS).sendTo(receiver), "1158201444");
    }

    @Test
    void a_wrong_or_missing_token_of_meta_is_forbidden() {
        WebhookReceiver receiver = with(Handshakes.meta(VERIFY_TOKEN));

        assertRefused(
                get("hub.mode=subscribe&hub.challenge=1&hub.verify_token=x").sendTo(receiver), 403, MISMATCH);
        assertRefused(get("hub.mode=subscribe&hub.challenge=1").sendTo(receiver), 403, MISMATCH);
        assertRefused(
                get("hub.mode=subscribe&hub.challenge=1&" + OURS + "&" + OURS).sendTo(receiver), 403, MISMATCH);
    }

    @Test
    void every_live_token_of_meta_is_accepted_and_no_other() {
        Secret expired = Secret.of("the text that was given before").notAfter(NOW.minusSeconds(1));
        WebhookReceiver receiver = with(Handshakes.meta(expired, VERIFY_TOKEN));
        String old = "hub.mode=subscribe&hub.challenge=1&hub.verify_token=the+text+that+was+given+before";

        assertRefused(get(old).sendTo(receiver), 403, MISMATCH);
        assertText(get("hub.mode=subscribe&hub.challenge=1&" + OURS).sendTo(receiver), "1");
    }

    @Test
    void another_mode_is_no_handshake_of_meta() {
        WebhookReceiver receiver = with(Handshakes.meta(VERIFY_TOKEN));

        Receipt receipt = get("hub.mode=unsubscribe&hub.challenge=1&" + OURS).sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(405);
        assertThat(receipt.headers().all("Allow")).containsExactly("POST");
    }

    @Test
    void a_subscription_that_is_wanted_is_confirmed_to_the_hub() {
        List<WebSubIntent> asked = new ArrayList<>();
        WebhookReceiver receiver = with(Handshakes.webSub(intent -> {
            asked.add(intent);
            return intent.topic().equals("https://example.com/feed?a=b");
        }));
        String topic = "&hub.topic=https%3A%2F%2Fexample.com%2Ffeed%3Fa%3Db";

        assertText(
                get("hub.mode=subscribe&hub.challenge=c-1&hub.lease_seconds=86400" + topic)
                        .sendTo(receiver),
                "c-1");
        assertText(get("hub.mode=unsubscribe&hub.challenge=c_2" + topic).sendTo(receiver), "c_2");
        assertThat(get("hub.mode=denied&hub.reason=no" + topic).sendTo(receiver).status())
                .isEqualTo(200);
        assertThat(asked)
                .extracting(WebSubIntent::mode)
                .containsExactly(WebSubIntent.Mode.SUBSCRIBE, WebSubIntent.Mode.UNSUBSCRIBE, WebSubIntent.Mode.DENIED);
        assertThat(asked.get(0).lease()).contains(Duration.ofDays(1));
        assertThat(asked.get(0)).hasToString("WebSubIntent[SUBSCRIBE]");
    }

    @Test
    void a_subscription_that_nobody_wants_is_not_found() {
        WebhookReceiver receiver = with(Handshakes.webSub(intent -> false));

        assertRefused(get("hub.mode=subscribe&hub.challenge=1&hub.topic=t").sendTo(receiver), 404, UNEXPECTED);
        assertRefused(get("hub.mode=denied&hub.topic=t").sendTo(receiver), 404, UNEXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.mode=subscribe&hub.challenge=1",
                "hub.mode=subscribe&hub.topic=t",
                "hub.mode=subscribe&hub.challenge=1&hub.topic=",
                "hub.mode=subscribe&hub.challenge=1&hub.topic=t&hub.lease_seconds=-1",
                "hub.mode=subscribe&hub.challenge=1&hub.topic=t&hub.lease_seconds=99999999999"
            })
    void what_a_hub_leaves_out_or_miswrites_is_malformed(String query) {
        assertRefused(get(query).sendTo(with(Handshakes.webSub(intent -> true))), 400, MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "z3ZX4v7mAAUGykl3EcmkqbartmuW8VFOOzCloLx9Q45P0hLrFu, 9b4507b3-9040-4669-9ca3-6b94edb50553,"
                + "Cytd4Sq+NvEcV3MMrXxWJGJx5A+y/lXzzU2Maartkx8=",
        "Convoy, uzwcfYtzr9, HXvxTdsfShG6k2zC9NVANwFquJBdOugRYHax2vNiiOo="
    })
    void the_published_checks_of_x_are_answered(String secret, String token, String expected) {
        WebhookReceiver receiver = with(Handshakes.x(Secret.of(secret)));

        assertJson(get("crc_token=" + token).sendTo(receiver), "{\"response_token\":\"sha256=" + expected + "\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "integration_public_key, integration_private_key, d9b899556c966b3f06945ec21311865d35df3ce4",
        "pk, sk, fc556fbd2d47bd3ca7fc108f8f20088e2085c7f8"
    })
    void the_published_challenge_of_braintree_is_answered(String publicKey, String privateKey, String expected) {
        WebhookReceiver receiver = with(Handshakes.braintree(publicKey, Secret.of(privateKey)));

        assertText(get("bt_challenge=20f9f8ed05f77439fe955c977e4c8a53").sendTo(receiver), publicKey + "|" + expected);
    }

    @Test
    void the_published_challenge_of_ebay_is_answered() {
        WebhookReceiver receiver = with(Handshakes.ebay("https://wbhk.my/t/ebay-acct-deletion", Secret.of(EBAY_TOKEN)));

        assertJson(
                get("challenge_code=71745723-9b5e-4f8a-bc11-9f0e2a7d4c63").sendTo(receiver),
                "{\"challengeResponse\":\"d24cd543fe79a6b0b79e99e0b27939b4a01fce883ae11a63ca875183a5a07ba4\"}");
    }

    @Test
    void without_a_live_secret_nothing_is_computed() {
        Secret expired = Secret.of(EBAY_TOKEN).notAfter(NOW.minusSeconds(1));
        String query = "crc_token=1&bt_challenge=20f9f8ed05f77439fe955c977e4c8a53&challenge_code=1";

        for (Handshake handshake : List.of(
                Handshakes.x(expired),
                Handshakes.braintree("pk", expired),
                Handshakes.ebay("https://example.com/hook", expired))) {
            assertRefused(get(query).sendTo(with(handshake)), 403, NO_KEY);
        }
    }

    @Test
    void dropbox_and_adobe_io_get_their_challenge_back() {
        assertText(get("challenge=abc-123_X").sendTo(with(Handshakes.dropbox())), "abc-123_X");
        assertText(get("challenge=abc-123_X").sendTo(with(Handshakes.adobeIo())), "abc-123_X");
    }

    @Test
    void microsoft_gets_its_sentence_back_decoded() {
        WebhookReceiver receiver = with(Handshakes.microsoftGraph());

        assertText(
                SignedRequest.unsigned()
                        .path("/hook?validationToken=Validation%3a+Testing+client+application+reachability"
                                + "+for+subscription+Request-Id%3A%20461e5b24-0d05-4b4c-9e1a")
                        .sendTo(receiver),
                "Validation: Testing client application reachability for subscription"
                        + " Request-Id: 461e5b24-0d05-4b4c-9e1a");
    }

    @Test
    void asana_is_paired_once_and_only_while_pairing_is_open() {
        List<Secret> kept = new ArrayList<>();
        WebhookReceiver receiver = with(Handshakes.asana(secret -> kept.isEmpty() && kept.add(secret)));
        String first = "b537207f20cbfa02357cf448134da559";

        Receipt paired = post("").header("X-Hook-Secret", first).sendTo(receiver);

        assertThat(paired.status()).isEqualTo(200);
        assertThat(paired.headers().all("X-Hook-Secret")).containsExactly(first);
        assertThat(kept).extracting(Secret::reveal).containsExactly(first);
        notices.clear();
        assertRefused(post("").header("X-Hook-Secret", "c" + first).sendTo(receiver), 404, UNEXPECTED);
        assertThat(kept).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with a blank, which none has", "<script>alert(1)</script>"})
    void what_is_no_secret_of_asana_is_offered_to_nobody(String value) {
        List<Secret> offered = new ArrayList<>();
        WebhookReceiver receiver = with(Handshakes.asana(offered::add));

        assertRefused(post("").header("X-Hook-Secret", value).sendTo(receiver), 400, MALFORMED);
        assertThat(offered).isEmpty();
    }

    @Test
    void monday_gets_its_object_back() {
        WebhookReceiver receiver = with(Handshakes.monday());

        assertJson(
                post(" {\n \"challenge\" : \"3eZbrw1aBm2r\" }\n").sendTo(receiver), "{\"challenge\":\"3eZbrw1aBm2r\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"challenge\":\"c\",\"event\":{}}",
                "{\"challenge\":{\"challenge\":\"c\"}}",
                "[{\"challenge\":\"c\"}]",
                "{\"challenge\":\"c\"}{}",
                "{\"challenge\":\"c\",\"challenge\":\"d\"}"
            })
    void an_object_with_anything_else_is_a_message(String body) {
        Receipt receipt = post(body).sendTo(with(Handshakes.monday()));

        assertThat(receipt.status()).isEqualTo(401);
        assertThat(answered()).isEmpty();
    }

    @Test
    void adobe_sign_gets_back_the_client_id_that_is_ours() {
        WebhookReceiver receiver = with(Handshakes.adobeSign("BGBQIIE7H253K6"));
        SignedRequest request = SignedRequest.unsigned().method("GET").path("/hook");

        Receipt receipt =
                request.header("X-AdobeSign-ClientId", "BGBQIIE7H253K6").sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.headers().all("X-AdobeSign-ClientId")).containsExactly("BGBQIIE7H253K6");
        assertNothingDelivered();
        notices.clear();
        assertRefused(request.header("X-AdobeSign-ClientId", "BGBQIIE7H253K7").sendTo(receiver), 403, MISMATCH);
    }

    @Test
    void a_sender_of_cloud_events_gets_consent() {
        WebhookReceiver receiver = with(Handshakes.cloudEvents(120, "eventemitter.example.com"));
        SignedRequest options = SignedRequest.unsigned()
                .method("OPTIONS")
                .path("/hook")
                .header("WebHook-Request-Origin", "EventEmitter.example.com");

        Receipt plain = options.sendTo(receiver);
        Receipt rated = options.header("WebHook-Request-Rate", "1000").sendTo(receiver);
        Receipt slower = options.header("WebHook-Request-Rate", "7")
                .header("WebHook-Request-Callback", "http://127.0.0.1:1/never")
                .sendTo(receiver);

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.headers().all("Allow")).containsExactly("POST");
        assertThat(plain.headers().all("WebHook-Allowed-Origin")).containsExactly("eventemitter.example.com");
        assertThat(plain.headers().contains("WebHook-Allowed-Rate")).isFalse();
        assertThat(rated.headers().all("WebHook-Allowed-Rate")).containsExactly("120");
        assertThat(slower.headers().all("WebHook-Allowed-Rate")).containsExactly("7");
        assertNothingDelivered();
    }

    @Test
    void any_sender_of_cloud_events_is_told_so_and_not_its_name() {
        Receipt receipt = SignedRequest.unsigned()
                .method("OPTIONS")
                .path("/hook")
                .header("WebHook-Request-Origin", "whoever.example.com")
                .sendTo(with(Handshakes.cloudEvents(1, "*")));

        assertThat(receipt.headers().all("WebHook-Allowed-Origin")).containsExactly("*");
    }

    @ParameterizedTest
    @CsvSource({
        "other.example.com, 1, 403",
        "a.eventemitter.example.com, 1, 403",
        "<b>, 1, 400",
        "eventemitter.example.com, 0, 400",
        "eventemitter.example.com, -1, 400",
        "eventemitter.example.com, 99999999999, 400"
    })
    void another_sender_of_cloud_events_gets_none(String origin, String rate, int status) {
        Receipt receipt = SignedRequest.unsigned()
                .method("OPTIONS")
                .path("/hook")
                .header("WebHook-Request-Origin", origin)
                .header("WebHook-Request-Rate", rate)
                .sendTo(with(Handshakes.cloudEvents(120, "eventemitter.example.com")));

        assertRefused(receipt, status, status == 403 ? MISMATCH : MALFORMED);
        assertThat(receipt.headers().contains("WebHook-Allowed-Origin")).isFalse();
    }

    @Test
    void options_without_an_origin_is_not_allowed() {
        Receipt receipt = SignedRequest.unsigned()
                .method("OPTIONS")
                .path("/hook")
                .header("Origin", "https://shop.example")
                .sendTo(with(Handshakes.cloudEvents(120, "*")));

        assertThat(receipt.status()).isEqualTo(405);
    }

    @Test
    void head_is_answered_where_it_is_switched_on() {
        SignedRequest head = SignedRequest.unsigned().method("HEAD").path("/hook");

        Receipt receipt = head.sendTo(with(Handshakes.head()));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body()).isEmpty();
        assertThat(head.sendTo(with()).status()).isEqualTo(405);
        assertNothingDelivered();
    }

    @Test
    void the_longest_challenge_is_given_back_and_no_longer_one() {
        WebhookReceiver receiver = with(Handshakes.dropbox());
        String longest = "c".repeat(512);

        assertText(get("challenge=" + longest).sendTo(receiver), longest);
        notices.clear();
        assertRefused(get("challenge=" + longest + "c").sendTo(receiver), 400, MALFORMED);
    }

    @Test
    void a_secret_path_is_kept_by_handshakes() {
        WebhookReceiver receiver = source(source ->
                source.handshake(Handshakes.dropbox()).secretPaths(Secret.of("0123456789abcdef0123456789abcdef")));

        assertThat(get("challenge=c").sendTo(receiver).status()).isEqualTo(404);
        assertText(
                SignedRequest.unsigned()
                        .method("GET")
                        .path("/hook/0123456789abcdef0123456789abcdef?challenge=c")
                        .sendTo(receiver),
                "c");
    }

    @Test
    void of_several_handshakes_each_answers_its_own() {
        WebhookReceiver receiver = with(Handshakes.meta(VERIFY_TOKEN), Handshakes.dropbox(), Handshakes.head());

        assertText(get("challenge=c").sendTo(receiver), "c");
        assertText(get("hub.mode=subscribe&hub.challenge=d&" + OURS).sendTo(receiver), "d");
        assertThat(answered()).containsExactly("dropbox", "meta");
    }

    @Test
    void a_source_that_takes_messages_by_get_takes_what_is_no_handshake() {
        WebhookReceiver receiver = source(source -> source.methods("GET").handshake(Handshakes.dropbox()));

        assertText(get("challenge=c").sendTo(receiver), "c");
        assertThat(SignedRequest.github(SECRET)
                        .method("GET")
                        .path("/hook?id=7")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);
        assertThat(handled)
                .singleElement()
                .satisfies(message -> assertThat(message.query("id")).isEqualTo(Optional.of("7")));
    }
}
