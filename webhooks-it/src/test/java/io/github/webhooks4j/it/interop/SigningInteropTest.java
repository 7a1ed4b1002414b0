package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.sign.Outgoing;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.sign.SigningStyles;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What our styles sign is believed by the libraries that receivers have. */
class SigningInteropTest {
    private static final int BODIES = 20;
    private static final long TOLERANCE_SECONDS = 300;

    private final Instant now = Instant.now(); // the libraries have no other clock

    private String body = "";

    private Outgoing outgoing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        body = RandomText.of(random, 1 + random.nextInt(2000));
        return new Outgoing(UUID.randomUUID().toString(), "order.paid", now, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> map(Headers headers) {
        Map<String, List<String>> map = new TreeMap<>();
        headers.names().forEach(name -> map.put(name, headers.all(name)));
        return map;
    }

    @RepeatedTest(BODIES)
    void the_library_of_standard_webhooks_believes_either_secret(RepetitionInfo repetition) throws Exception {
        SigningStyle style = SigningStyles.standard();
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(now);
        Map<String, List<String>> signed =
                map(style.signer(List.of(current, previous)).sign(outgoing(repetition)));

        for (Secret secret : List.of(current, previous)) {
            var receiver = new com.standardwebhooks.Webhook(secret.reveal());
            assertThatCode(() -> receiver.verify(body, signed)).doesNotThrowAnyException();
            assertThatThrownBy(() -> receiver.verify(body + " ", signed))
                    .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
        }
        var stranger = new com.standardwebhooks.Webhook(style.newSecret().reveal());
        assertThatThrownBy(() -> stranger.verify(body, signed))
                .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
    }

    @RepeatedTest(BODIES)
    void the_library_of_svix_believes_either_secret(RepetitionInfo repetition) throws Exception {
        SigningStyle style = SigningStyles.standard();
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(now);
        Map<String, List<String>> signed =
                map(style.signer(List.of(current, previous)).sign(outgoing(repetition)));

        for (Secret secret : List.of(current, previous)) {
            var receiver = new com.svix.Webhook(secret.reveal());
            assertThatCode(() -> receiver.verify(body, signed)).doesNotThrowAnyException();
            assertThatThrownBy(() -> receiver.verify(body + " ", signed))
                    .isInstanceOf(com.svix.exceptions.WebhookVerificationException.class);
        }
        var stranger = new com.svix.Webhook(style.newSecret().reveal());
        assertThatThrownBy(() -> stranger.verify(body, signed))
                .isInstanceOf(com.svix.exceptions.WebhookVerificationException.class);
    }

    @RepeatedTest(BODIES)
    void the_library_of_stripe_believes_either_secret(RepetitionInfo repetition) throws Exception {
        SigningStyle style = SigningStyles.stripe();
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(now);
        String signature = style.signer(List.of(current, previous))
                .sign(outgoing(repetition))
                .only("X-Webhook-Signature")
                .orElseThrow();

        for (Secret secret : List.of(current, previous)) {
            assertThat(believedByStripe(body, signature, secret)).isTrue();
            assertThatThrownBy(() -> believedByStripe(body + " ", signature, secret))
                    .isInstanceOf(SignatureVerificationException.class);
        }
        assertThatThrownBy(() -> believedByStripe(body, signature, style.newSecret()))
                .isInstanceOf(SignatureVerificationException.class);
    }

    private static boolean believedByStripe(String body, String signature, Secret secret)
            throws SignatureVerificationException {
        return com.stripe.net.Webhook.Signature.verifyHeader(body, signature, secret.reveal(), TOLERANCE_SECONDS);
    }

    @RepeatedTest(BODIES)
    void a_receiver_of_githubs_style_computes_the_same_hmac(RepetitionInfo repetition) throws Exception {
        SigningStyle style = SigningStyles.gitHub();
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(now.minusSeconds(1));

        Headers signed = style.signer(List.of(current, previous)).sign(outgoing(repetition));

        assertThat(signed.all("X-Hub-Signature-256")).containsExactly("sha256=" + hmac(current, body));
    }

    private static String hmac(Secret secret, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
