package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.adyen.model.notification.Amount;
import com.adyen.model.notification.NotificationRequestItem;
import com.adyen.util.HMACValidator;
import com.braintreegateway.BraintreeGateway;
import com.braintreegateway.Environment;
import com.braintreegateway.WebhookNotification;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twilio.security.RequestValidator;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.ProviderRequests;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import io.github.webhooks4j.verify.handshake.Handshakes;
import io.github.webhooks4j.verify.provider.AdyenPayments;
import io.github.webhooks4j.verify.provider.Braintree;
import io.github.webhooks4j.verify.provider.Twilio;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The libraries of Twilio, Adyen and Braintree beside ours.
 *
 * <p>Where they are known to differ they are not asked. Twilio's takes one value of a parameter only, decodes the query
 * when it adds or takes away a port, and leaves the parameters out where a hash is in the URL. Adyen's takes colons in
 * every member, and refuses an item without an amount, which Adyen signs with empty text.
 */
class OwnSchemesInteropTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String TEXT = "a secret of the interop tests";
    private static final Secret SECRET = Secret.of(TEXT);
    private static final Rejected MISMATCH = Rejected.because(Rejected.Reason.MISMATCH);

    private static Iterable<Random> seeds() {
        return () -> Bodies.seeds().iterator();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    @Test
    void twilio_forms() {
        RequestValidator judge = new RequestValidator(TEXT);
        for (Random random : seeds()) {
            String url = "https://hooks.example.com/twilio?a=%20b&c=" + random.nextInt(1000);
            Map<String, String> parameters = new HashMap<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                parameters.put(
                        RandomText.of(random, 1 + random.nextInt(10)), RandomText.of(random, random.nextInt(50)));
            }
            WebhookRequest signed = ProviderRequests.twilio(SECRET)
                    .externalUrl(url)
                    .body(form(parameters))
                    .request();
            String signature = signed.headers().only("X-Twilio-Signature").orElseThrow();

            assertThat(judge.validate(url, parameters, signature)).isTrue();
            assertThat(Twilio.verifier(SECRET).verify(signed, NOW)).isInstanceOf(Verified.class);
            parameters.put("one", "more");
            assertThat(judge.validate(url, parameters, signature)).isFalse();
            assertThat(Twilio.verifier(SECRET).verify(withBody(signed, form(parameters)), NOW))
                    .isEqualTo(MISMATCH);
        }
    }

    @Test
    void twilio_json() throws Exception {
        RequestValidator judge = new RequestValidator(TEXT);
        for (Random random : seeds()) {
            String body = Bodies.of(random);
            String url = "https://hooks.example.com/twilio?a=b&"
                    + ProviderRequests.twilioHash(body.getBytes(StandardCharsets.UTF_8));
            WebhookRequest signed = ProviderRequests.twilioJson(SECRET)
                    .externalUrl(url)
                    .body(body)
                    .request();
            String signature = signed.headers().only("X-Twilio-Signature").orElseThrow();

            assertThat(judge.validate(url, body, signature)).isTrue();
            assertThat(Twilio.verifier(SECRET).verify(signed, NOW)).isInstanceOf(Verified.class);
            assertThat(judge.validate(url, body + " ", signature)).isFalse();
            assertThat(Twilio.verifier(SECRET).verify(withBody(signed, body + " "), NOW))
                    .isEqualTo(MISMATCH);
        }
    }

    private static WebhookRequest withBody(WebhookRequest request, String body) {
        return new WebhookRequest(request.head(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void adyen_payments() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        HMACValidator judge = new HMACValidator();
        for (Random random : seeds()) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            String hex = HexFormat.of().formatHex(key);
            NotificationRequestItem item = item(random);
            ObjectNode body = mapper.createObjectNode();
            ObjectNode sent = body.putArray("notificationItems").addObject().putObject("NotificationRequestItem");
            fill(sent, item);
            sent.putObject("additionalData").put("hmacSignature", judge.calculateHMAC(item, hex));
            Verifier verifier = AdyenPayments.verifier(Secret.of(hex));

            assertThat(verdict(verifier, mapper.writeValueAsBytes(body))).isInstanceOf(Verified.class);
            byte[] ours = ProviderRequests.adyenPayments(Secret.of(hex))
                    .body(mapper.writeValueAsBytes(body))
                    .request()
                    .body();
            String signature = mapper.readTree(ours)
                    .at("/notificationItems/0/NotificationRequestItem/additionalData/hmacSignature")
                    .asText();
            item.setAdditionalData(Map.of("hmacSignature", signature));
            assertThat(judge.validateHMAC(item, hex)).isTrue();
            sent.put("success", !item.isSuccess());
            assertThat(verdict(verifier, mapper.writeValueAsBytes(body))).isEqualTo(MISMATCH);
        }
    }

    private static NotificationRequestItem item(Random random) {
        NotificationRequestItem item = new NotificationRequestItem();
        item.setPspReference(withoutColon(RandomText.of(random, 16)));
        item.setOriginalReference(random.nextBoolean() ? null : withoutColon(RandomText.of(random, 16)));
        item.setMerchantAccountCode(withoutColon(RandomText.of(random, 10)));
        item.setMerchantReference("order:" + RandomText.of(random, 20));
        Amount amount = new Amount();
        amount.setValue((long) random.nextInt(100_000));
        amount.setCurrency("EUR");
        item.setAmount(amount);
        item.setEventCode("AUTHORISATION");
        item.setSuccess(random.nextBoolean());
        return item;
    }

    private static String withoutColon(String text) {
        return text.replace(':', 'x');
    }

    private static void fill(ObjectNode sent, NotificationRequestItem item) {
        sent.put("pspReference", item.getPspReference())
                .put("originalReference", item.getOriginalReference())
                .put("merchantAccountCode", item.getMerchantAccountCode())
                .put("merchantReference", item.getMerchantReference())
                .put("eventCode", item.getEventCode())
                .put("success", Boolean.toString(item.isSuccess()));
        sent.putObject("amount")
                .put("value", item.getAmount().getValue())
                .put("currency", item.getAmount().getCurrency());
    }

    private static Verification verdict(Verifier verifier, byte[] body) {
        return verifier.verify(new WebhookRequest(RequestHead.of("POST", "/", Headers.empty()), body), NOW);
    }

    @Test
    void braintree() {
        BraintreeGateway judge = new BraintreeGateway(Environment.DEVELOPMENT, "merchant", "public", TEXT);
        Verifier verifier = Braintree.verifier("public", SECRET);
        Iterator<WebhookNotification.Kind> kinds = endless(WebhookNotification.Kind.values());
        for (Random random : seeds()) {
            WebhookNotification.Kind kind = kinds.next();
            Map<String, String> sample = judge.webhookTesting().sampleNotification(kind, "id" + random.nextInt(1000));

            Verification verdict = verifier.verify(post(sample), NOW);
            assertThat(verdict).as("%s", kind).isInstanceOf(Verified.class);
            assertThat(((Verified) verdict).eventType())
                    .contains(kind.toString().toLowerCase(Locale.ROOT));
            assertThat(((Verified) verdict).timestamp()).isPresent();
            Map<String, String> forged = new HashMap<>(sample);
            forged.computeIfPresent("bt_payload", (name, payload) -> "A" + payload);
            assertThat(verifier.verify(post(forged), NOW)).isEqualTo(MISMATCH);
        }
    }

    private static <T> Iterator<T> endless(T[] values) {
        return java.util.stream.Stream.generate(() -> List.of(values))
                .flatMap(List::stream)
                .iterator();
    }

    private static WebhookRequest post(Map<String, String> fields) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", Headers.of("Content-Type", "application/x-www-form-urlencoded")),
                form(fields).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void braintrees_challenge() {
        BraintreeGateway judge = new BraintreeGateway(Environment.DEVELOPMENT, "merchant", "public", TEXT);
        Handshake handshake = Handshakes.braintree("public", SECRET);
        for (Random random : seeds()) {
            byte[] bytes = new byte[10 + random.nextInt(7)];
            random.nextBytes(bytes);
            String challenge = HexFormat.of().formatHex(bytes);
            RequestHead head = RequestHead.of("GET", "/?bt_challenge=" + challenge, Headers.empty());

            assertThat(handshake.answer(new WebhookRequest(head, new byte[0]), NOW))
                    .contains(HandshakeAnswer.text(judge.webhookNotification().verify(challenge)));
        }
    }
}
