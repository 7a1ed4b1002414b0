package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.box.sdk.BoxWebHookSignatureVerifier;
import com.box.sdk.BoxWebHookSignatureVerifier.BoxSignatureAlgorithm;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.bot.parser.LineSignatureValidator;
import com.pusher.rest.SignatureUtil;
import com.slack.api.app_backend.SlackSignature;
import com.squareup.square.utilities.WebhooksHelper;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Box;
import io.github.webhooks4j.verify.provider.Line;
import io.github.webhooks4j.verify.provider.Pusher;
import io.github.webhooks4j.verify.provider.Razorpay;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.Square;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Svix;
import io.github.webhooks4j.verify.provider.WorkOS;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the providers' own libraries sign is accepted here, and what the testkit signs is accepted by them.
 *
 * <p>Where they are known to be wrong or lax they are not asked: those of Stripe and Slack take any time of the future,
 * that of Standard Webhooks reads only the first of several lines and takes {@code +} before a time, that of Razorpay
 * an empty secret. Slack's and Razorpay's write text in the charset of the platform.
 */
class ReceivingInteropTest {
    private static final String TEXT = "a secret of the interop tests";
    private static final Secret SECRET = Secret.of(TEXT);
    private static final String BASE64 = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Instant now = Instant.now(); // some of the libraries have no other clock

    private void isAcceptedUnchanged(Verifier verifier, String body, String... headers) {
        assertThat(verifier.verify(request(body, headers), now)).isInstanceOf(Verified.class);
        assertThat(verifier.verify(request(body + " ", headers), now))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }

    private static WebhookRequest request(String body, String... headers) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", Headers.of(headers)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Iterable<Random> seeds() {
        return () -> Bodies.seeds().iterator();
    }

    @Test
    void stripe() throws Exception {
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String signature =
                    com.stripe.net.Webhook.Signature.generateSignatureHeader(body, TEXT, now.getEpochSecond());

            isAcceptedUnchanged(Stripe.verifier(SECRET), body, "Stripe-Signature", signature);
        }
    }

    @Test
    void standard_webhooks() throws Exception {
        var sender = new com.standardwebhooks.Webhook(BASE64);
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String id = "msg_" + random.nextInt(1000);
            String signature = sender.sign(id, now.getEpochSecond(), body);

            isAcceptedUnchanged(
                    StandardWebhooks.verifier(Secret.of(BASE64)),
                    body,
                    "webhook-id",
                    id,
                    "webhook-timestamp",
                    Long.toString(now.getEpochSecond()),
                    "webhook-signature",
                    signature);
        }
    }

    @Test
    void svix() throws Exception {
        var sender = new com.svix.Webhook(BASE64);
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String id = "msg_" + random.nextInt(1000);
            String signature = sender.sign(id, now.getEpochSecond(), body);

            isAcceptedUnchanged(
                    Svix.verifier(Secret.of(BASE64)),
                    body,
                    "svix-id",
                    id,
                    "svix-timestamp",
                    Long.toString(now.getEpochSecond()),
                    "svix-signature",
                    signature);
        }
    }

    @Test
    void slack() {
        SlackSignature.Generator sender = new SlackSignature.Generator(TEXT);
        SlackSignature.Verifier receiver = new SlackSignature.Verifier(sender);
        String time = Long.toString(now.getEpochSecond());
        for (Random random : seeds()) {
            String body = Bodies.forThePlatform(random);

            isAcceptedUnchanged(
                    Slack.verifier(SECRET),
                    body,
                    "X-Slack-Request-Timestamp",
                    time,
                    "X-Slack-Signature",
                    sender.generate(time, body));
            Headers ours =
                    SignedRequest.slack(SECRET).at(now).body(body).request().headers();
            String signature = ours.only("X-Slack-Signature").orElseThrow();
            assertThat(receiver.isValid(time, body, signature, now.toEpochMilli()))
                    .isTrue();
            assertThat(receiver.isValid(time, body + " ", signature, now.toEpochMilli()))
                    .isFalse();
        }
    }

    @Test
    void square() throws Exception {
        String url = "https://hooks.example.com/square?a=%20b";
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            WebhookRequest signed = SignedRequest.of(Square.scheme(), SECRET)
                    .externalUrl(url)
                    .body(body)
                    .request();
            String signature =
                    signed.headers().only("x-square-hmacsha256-signature").orElseThrow();

            assertThat(WebhooksHelper.verifySignature(body, signature, TEXT, url))
                    .isTrue();
            assertThat(WebhooksHelper.verifySignature(body + " ", signature, TEXT, url))
                    .isFalse();
            assertThat(Square.verifier(SECRET).verify(signed, now)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void razorpay() throws Exception {
        for (Random random : seeds()) {
            String body = Bodies.forThePlatform(random);
            String signature = SignedRequest.of(Razorpay.scheme(), SECRET)
                    .body(body)
                    .request()
                    .headers()
                    .only("X-Razorpay-Signature")
                    .orElseThrow();

            assertThat(com.razorpay.Utils.verifyWebhookSignature(body, signature, TEXT))
                    .isTrue();
            assertThat(com.razorpay.Utils.verifyWebhookSignature(body + " ", signature, TEXT))
                    .isFalse();
            isAcceptedUnchanged(Razorpay.verifier(SECRET), body, "X-Razorpay-Signature", signature);
        }
    }

    @Test
    void workos() {
        com.workos.webhooks.Webhook judge = new com.workos.webhooks.Webhook(new ObjectMapper());
        String time = Long.toString(now.toEpochMilli());
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String signature = "t=" + time + ", v1=" + judge.createSignature(time, body, TEXT);

            isAcceptedUnchanged(WorkOS.verifier(SECRET), body, "WorkOS-Signature", signature);
            String ours = SignedRequest.of(WorkOS.scheme(), SECRET)
                    .at(now)
                    .body(body)
                    .request()
                    .headers()
                    .only("WorkOS-Signature")
                    .orElseThrow();
            assertThatCode(() -> judge.verifyHeader(body, ours, TEXT, 180_000)).doesNotThrowAnyException();
            assertThatThrownBy(() -> judge.verifyHeader(body + " ", ours, TEXT, 180_000))
                    .isInstanceOf(SignatureException.class);
        }
    }

    @Test
    void line() {
        LineSignatureValidator judge = new LineSignatureValidator(TEXT.getBytes(StandardCharsets.UTF_8));
        for (Random random : seeds()) {
            byte[] body = new byte[1 + random.nextInt(1000)]; // it takes bytes, so any will do
            random.nextBytes(body);
            String signature = Base64.getEncoder().encodeToString(judge.generateSignature(body));
            WebhookRequest request =
                    new WebhookRequest(RequestHead.of("POST", "/", Headers.of("x-line-signature", signature)), body);

            assertThat(Line.verifier(SECRET).verify(request, now)).isInstanceOf(Verified.class);
            String ours = SignedRequest.of(Line.scheme(), SECRET)
                    .body(body)
                    .request()
                    .headers()
                    .only("x-line-signature")
                    .orElseThrow();
            assertThat(judge.validateSignature(body, ours)).isTrue();
            body[0] ^= 1;
            assertThat(judge.validateSignature(body, ours)).isFalse();
            assertThat(Line.verifier(SECRET).verify(request, now)).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void box() {
        BoxWebHookSignatureVerifier judge = new BoxWebHookSignatureVerifier(TEXT, "another secret");
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String signature = judge.sign(BoxSignatureAlgorithm.HMAC_SHA256, TEXT, body, time);

            isAcceptedUnchanged(
                    Box.verifier(SECRET),
                    body,
                    "BOX-DELIVERY-TIMESTAMP",
                    time,
                    "BOX-DELIVERY-ID",
                    "id",
                    "BOX-SIGNATURE-PRIMARY",
                    signature,
                    "BOX-SIGNATURE-VERSION",
                    "1",
                    "BOX-SIGNATURE-ALGORITHM",
                    "HmacSHA256");
            Headers ours = SignedRequest.of(Box.scheme(), SECRET)
                    .at(now)
                    .body(body)
                    .request()
                    .headers();
            String primary = ours.only("BOX-SIGNATURE-PRIMARY").orElseThrow();
            String stated = ours.only("BOX-DELIVERY-TIMESTAMP").orElseThrow();
            assertThat(judge.verify("1", "HmacSHA256", primary, null, body, stated))
                    .isTrue();
            assertThat(judge.verify("1", "HmacSHA256", primary, null, body + " ", stated))
                    .isFalse();
        }
    }

    @Test
    void pusher() {
        for (Random random : seeds()) {
            String body = Bodies.of(random);

            isAcceptedUnchanged(Pusher.verifier(SECRET), body, "X-Pusher-Signature", SignatureUtil.sign(body, TEXT));
        }
    }

    @Test
    void the_bodies_are_two_hundred_and_not_all_ascii() {
        Iterator<Random> seeds = seeds().iterator();
        int bodies = 0;
        int beyondAscii = 0;
        while (seeds.hasNext()) {
            bodies++;
            beyondAscii += Bodies.of(seeds.next()).chars().anyMatch(c -> c > 127) ? 1 : 0;
        }
        assertThat(bodies).isEqualTo(200);
        assertThat(beyondAscii).isGreaterThan(150);
    }
}
