package io.github.webhooks4j.testkit.handshake;

import static io.github.webhooks4j.verify.handshake.HandshakeAnswer.Reason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.provider.X;
import io.github.webhooks4j.verify.provider.Zoom;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes answered under the key that signs messages give nobody the signature of a message. */
class HandshakeOraclesTest extends HandshakeFixture {
    private static final Secret ZOOM = Secret.of("zoomsecret");
    private static final Secret CONSUMER = Secret.of("z3ZX4v7mAAUGykl3EcmkqbartmuW8VFOOzCloLx9Q45P0hLrFu");

    @Test
    void the_documented_validation_of_zoom_is_answered() {
        assertJson(
                zoom("qgg8vlvZRS6UYooatFL8Aw").sendTo(zoomReceiver()),
                "{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\",\"encryptedToken\":"
                        + "\"83b2a60d4bbe49dc93763ed9e727a9a7690cbe4c1f8bb0adc0ffccd09ecb1384\"}");
    }

    @Test
    void a_plain_token_that_is_a_message_of_zoom_is_refused() throws Exception {
        String forgedBody = "{\"event\":\"meeting.ended\"}";
        String plainToken = "v0:" + NOW.getEpochSecond() + ":" + forgedBody;
        SignedRequest forged = SignedRequest.unsigned()
                .path("/hook")
                .header("x-zm-request-timestamp", Long.toString(NOW.getEpochSecond()))
                .header("x-zm-signature", "v0=" + hmac(ZOOM, plainToken))
                .body(forgedBody);

        assertThat(Zoom.verifier(ZOOM).verify(forged.request(), NOW)).isInstanceOf(Verified.class); // worth refusing
        assertRefused(zoom(plainToken.replace("\"", "\\\"")).sendTo(zoomReceiver()), 400, MALFORMED);
        assertRefused(zoom("v0:1700000000:forged").sendTo(zoomReceiver()), 400, MALFORMED);
        assertRefused(zoom(":").sendTo(zoomReceiver()), 400, MALFORMED);
    }

    @Test
    void a_validation_that_zoom_did_not_sign_is_not_answered() {
        SignedRequest unsigned = SignedRequest.unsigned()
                .path("/hook")
                .body("{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"p\"}}");

        assertThat(unsigned.sendTo(zoomReceiver()).status()).isEqualTo(401);
        assertThat(answered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":1}", "[]", "\"\"", "{\"a\":1", "a b", "a:b", "ä", "\u0000"})
    void a_token_that_is_a_message_of_x_is_refused(String token) {
        WebhookReceiver receiver =
                source(source -> source.verifier(X.verifier(CONSUMER)).handshake(Handshakes.x(CONSUMER)));

        assertRefused(
                get("crc_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                        .sendTo(receiver),
                400,
                MALFORMED);
    }

    @Test
    void an_answer_to_x_is_no_signature_of_a_message() {
        WebhookReceiver receiver =
                source(source -> source.verifier(X.verifier(CONSUMER)).handshake(Handshakes.x(CONSUMER)));
        String answer = text(get("crc_token=12345").sendTo(receiver));
        String signature = answer.substring(answer.indexOf("sha256="), answer.lastIndexOf('"'));
        notices.clear();
        SignedRequest forged = post("12345").header("x-twitter-webhooks-signature", signature);

        assertThat(X.verifier(CONSUMER).verify(forged.request(), NOW)).isInstanceOf(Verified.class); // worth refusing
        assertRefused(forged.sendTo(receiver), 400, MALFORMED);
        assertThat(SignedRequest.of(X.scheme(), CONSUMER)
                        .path("/hook")
                        .body("{\"a\":1}")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_payload_that_may_be_a_challenge_of_braintree_is_refused() {
        WebhookReceiver receiver = with(Handshakes.braintree("pk", Secret.of("a private key of the tests")));
        SignedRequest post = post("bt_signature=pk%7C0&bt_payload=20f9f8ed05f77439fe955c977e4c8a53%0A")
                .header("Content-Type", "application/x-www-form-urlencoded");

        assertRefused(post.sendTo(receiver), 400, MALFORMED);
        assertThat(post.body("bt_signature=pk%7C0&bt_payload=PD94bWw%3D")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20f9f8ed05f77439fe9",
                "20f9f8ed05f77439fe955c977e4c8a534",
                "20F9F8ED05F77439FE955C977E4C8A53",
                "20f9f8ed05f77439fe955c977e4c8a5%0A",
                "PD94bWwgdmVyc2lvbj0iMS4wIj8%2B"
            })
    void a_challenge_that_may_be_a_payload_of_braintree_is_refused(String challenge) {
        WebhookReceiver receiver = with(Handshakes.braintree("pk", Secret.of("a private key of the tests")));

        assertRefused(get("bt_challenge=" + challenge).sendTo(receiver), 400, MALFORMED);
    }

    private WebhookReceiver zoomReceiver() {
        return source(source -> source.verifier(Zoom.verifier(ZOOM)).handshake(Handshakes.zoom(ZOOM)));
    }

    /** A validation that is signed as Zoom does: what a relay of Zoom's own requests could bring. */
    private static SignedRequest zoom(String plainToken) {
        SignedRequest signed = SignedRequest.of(Zoom.scheme(), ZOOM)
                .at(NOW)
                .path("/hook")
                .body("{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"" + plainToken + "\"}}");
        WebhookRequest request = signed.request();
        assertThat(Zoom.verifier(ZOOM).verify(request, NOW)).isInstanceOf(Verified.class);
        return signed;
    }

    private static String hmac(Secret key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
