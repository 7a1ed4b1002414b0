package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sendgrid.helpers.eventwebhook.EventWebhook;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.SendGrid;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * SendGrid's library beside ours, on the same requests. It asks for a provider named BC, and judges no time: it is not
 * asked about old ones.
 */
class SendGridInteropTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @BeforeAll
    static void addTheProvider() {
        Security.addProvider(new BouncyCastleProvider());
    }

    @AfterAll
    static void takeItAway() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }

    @Test
    void what_the_testkit_signs_is_believed_by_both() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String key = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        EventWebhook judge = new EventWebhook();
        ECPublicKey read = judge.ConvertPublicKeyToECDSA(key);
        Verifier verifier = SendGrid.verifier(Secret.of(key));
        for (Random random : (Iterable<Random>) () -> Bodies.seeds().iterator()) {
            byte[] body = (Bodies.of(random) + "\r\n").getBytes(StandardCharsets.UTF_8);
            WebhookRequest signed = SignedRequest.of(SendGrid.scheme(), pair.getPrivate())
                    .at(NOW)
                    .body(body)
                    .request();
            String signature = signed.headers()
                    .only("X-Twilio-Email-Event-Webhook-Signature")
                    .orElseThrow();
            String time = signed.headers()
                    .only("X-Twilio-Email-Event-Webhook-Timestamp")
                    .orElseThrow();

            assertThat(judge.VerifySignature(read, body, signature, time)).isTrue();
            assertThat(verifier.verify(signed, NOW)).isInstanceOf(Verified.class);

            body[random.nextInt(body.length)] ^= 1;
            assertThat(judge.VerifySignature(read, body, signature, time)).isFalse();
            assertThat(verifier.verify(new WebhookRequest(signed.head(), body), NOW))
                    .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
        }
    }
}
