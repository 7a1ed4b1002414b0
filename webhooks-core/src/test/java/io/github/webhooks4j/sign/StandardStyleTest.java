package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardStyleTest {
    private static final Secret SPEC_SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String SPEC_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private final SigningStyle style = SigningStyles.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1614265330|{\"test\": 2432232314}|v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "1700000000|{\"id\":\"evt_1\",\"note\":\"Zażółć ♥\"}|v1,OFe7m2H5nRgtlzMhUGRh0EhfuwRJTb70YzLX61MNutg=",
            })
    void it_signs_as_the_specification_and_its_library_do(long time, String body, String signature) {
        Headers signed = style.signer(List.of(SPEC_SECRET)).sign(Signed.outgoing(SPEC_ID, time, body));

        assertThat(signed)
                .isEqualTo(Headers.of(
                        "webhook-id",
                        SPEC_ID,
                        "webhook-timestamp",
                        Long.toString(time),
                        "webhook-signature",
                        signature));
    }

    @Test
    void every_live_secret_signs_and_a_receiver_with_any_of_them_believes_it() {
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(Signed.AT);
        Secret expired = style.newSecret().notAfter(Signed.AT.minusNanos(1));
        Outgoing outgoing = Signed.outgoing("evt_1", "{\"type\":\"order.paid\"}");

        Headers signed = style.signer(List.of(current, previous, expired)).sign(outgoing);

        assertThat(signed.only("webhook-signature").orElseThrow())
                .matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
        for (Secret secret : List.of(current, previous)) {
            Verified verified =
                    Signed.verified(StandardWebhooks.verifier(Secret.of(secret.reveal())), signed, outgoing);
            assertThat(verified.id()).contains("evt_1");
            assertThat(verified.eventType()).contains("order.paid");
            assertThat(verified.timestamp()).contains(Signed.AT);
        }
        Signed.isRejected(StandardWebhooks.verifier(Secret.of(expired.reveal())), signed, outgoing);
    }

    @Test
    void a_signer_that_is_kept_stops_using_a_secret_when_it_runs_out() {
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(Signed.AT);
        DeliverySigner signer = style.signer(List.of(current, previous));

        Headers later = signer.sign(new Outgoing("evt_1", "order.paid", Signed.AT.plusNanos(1), new byte[0]));

        assertThat(later.only("webhook-signature").orElseThrow()).doesNotContain(" ");
    }

    @Test
    void nothing_is_signed_without_a_live_secret() {
        DeliverySigner signer = style.signer(List.of(style.newSecret().notAfter(Signed.AT.minusSeconds(1))));

        assertThatThrownBy(() -> signer.sign(Signed.outgoing("evt_1", "{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no secret is live");
        assertThatThrownBy(() -> style.signer(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no secret");
    }

    @Test
    void an_id_with_a_dot_is_not_signed() {
        DeliverySigner signer = style.signer(List.of(SPEC_SECRET));

        assertThatThrownBy(() -> signer.sign(Signed.outgoing("evt.1", "{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 63, 64})
    void a_key_of_24_to_64_bytes_is_of_the_form_with_prefix_or_without(int bytes) {
        String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);

        assertThatCode(() -> style.check(Secret.of("whsec_" + base64))).doesNotThrowAnyException();
        assertThatCode(() -> style.check(Secret.of(base64))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 23, 65, 100})
    void a_key_of_another_length_is_refused(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

        assertThatThrownBy(() -> style.check(Secret.of(text).named("acme")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secret acme")
                .hasMessageContaining("24 to 64 bytes")
                .hasMessageNotContaining(text.substring(6));
    }

    @Test
    void every_secret_of_another_form_is_named_and_none_is_shown() {
        Secret text = Secret.of("correct horse battery staple").named("text");
        Secret half = SigningStyles.standardAsymmetric().newSecret().named("half");

        assertThatThrownBy(() -> style.signer(List.of(text, SPEC_SECRET, half)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("secret text")
                .hasMessageContaining("secret half")
                .hasMessageNotContaining("horse")
                .hasMessageNotContaining(half.reveal());
    }

    @Test
    void a_new_secret_is_whsec_and_32_bytes_and_never_the_same() {
        Secret secret = style.newSecret();

        assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(Base64.getDecoder().decode(secret.reveal().substring(6))).hasSize(32);
        assertThat(style.newSecret().reveal()).isNotEqualTo(secret.reveal());
        assertThat(style.forReceiver(secret)).isEqualTo(secret);
        style.check(secret);
    }
}
