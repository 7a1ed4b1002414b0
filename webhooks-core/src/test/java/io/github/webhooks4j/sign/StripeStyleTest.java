package io.github.webhooks4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.Stripe;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripeStyleTest {
    private final SigningStyle style = SigningStyles.stripe();

    @Test
    void it_signs_as_stripes_library_does() {
        Secret secret = Secret.of("whsec_test_secret");

        Headers signed = style.signer(List.of(secret))
                .sign(Signed.outgoing("evt_1", "{\"id\":\"evt_1\",\"note\":\"Zażółć ♥\"}"));

        assertThat(signed)
                .isEqualTo(Headers.of(
                        "webhook-id",
                        "evt_1",
                        "X-Webhook-Signature",
                        "t=1700000000,v1=3c5247f022a69484b3b30dc8723dd6a7d4db5d0ad32637d10fa608fddc3c072e"));
    }

    @Test
    void every_live_secret_signs_and_a_receiver_with_any_of_them_believes_it() {
        SigningStyle named = SigningStyles.stripe("Acme");
        Secret current = named.newSecret();
        Secret previous = named.newSecret().notAfter(Signed.AT);
        Secret expired = named.newSecret().notAfter(Signed.AT.minusNanos(1));
        Outgoing outgoing = Signed.outgoing("evt_1", "{\"id\":\"evt_1\",\"type\":\"order.paid\"}");

        String signature = named.signer(List.of(current, previous, expired))
                .sign(outgoing)
                .only("X-Acme-Signature")
                .orElseThrow();

        assertThat(signature).matches("t=1700000000,v1=[0-9a-f]{64},v1=[0-9a-f]{64}");
        Headers asStripe = Headers.of("Stripe-Signature", signature);
        for (Secret secret : List.of(current, previous)) {
            Verified verified = Signed.verified(Stripe.verifier(Secret.of(secret.reveal())), asStripe, outgoing);
            assertThat(verified.eventType()).contains("order.paid");
        }
        Signed.isRejected(Stripe.verifier(Secret.of(expired.reveal())), asStripe, outgoing);
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
}
