package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.CertificateRequests;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Sns;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.regions.Region;

/**
 * The library of SNS beside ours, on the same messages; the certificate comes from memory. It judges no time of a
 * message and writes the time anew with three digits behind the point: it is asked neither about old ones nor about
 * times that are written otherwise.
 */
class SnsInteropTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
    private static final String CERTIFICATE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1a2b.pem";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static KeyPair pair;
    private static byte[] pem;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS); // it judges the certificate by it
    private final Verifier verifier =
            Sns.builder(TOPIC).allowVersion1().fetcher(address -> pem).build();
    private final SnsMessageManager judge = SnsMessageManager.builder()
            .region(Region.US_EAST_1)
            .httpClient(new Published())
            .build();

    /** Has the certificate at its address and nothing else. */
    private static final class Published implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            assertThat(request.httpRequest().getUri()).hasToString(CERTIFICATE);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(pem)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    @BeforeAll
    static void issueACertificate() throws Exception {
        pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        pem = SelfSigned.pem("sns.amazonaws.com", pair, Instant.now());
    }

    @AfterEach
    void close() {
        judge.close();
    }

    private Verification verdict(String message) {
        return verifier.verify(
                new WebhookRequest(
                        RequestHead.of("POST", "/", Headers.of("Content-Type", "text/plain; charset=UTF-8")),
                        message.getBytes(StandardCharsets.UTF_8)),
                now);
    }

    private void isBelievedUnchanged(ObjectNode message) {
        SnsMessage parsed = judge.parseMessage(message.toString());
        Verification verdict = verdict(message.toString());
        assertThat(verdict).isInstanceOf(Verified.class);
        assertThat(((Verified) verdict).id()).contains(parsed.messageId());
        assertThat(((Verified) verdict).eventType()).contains(parsed.type().toString());
        assertThat(((Verified) verdict).timestamp()).contains(parsed.timestamp());

        String changed = message.deepCopy()
                .put("Message", message.get("Message").textValue() + " ")
                .toString();
        assertThatThrownBy(() -> judge.parseMessage(changed)).isInstanceOf(SdkClientException.class);
        assertThat(verdict(changed)).isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }

    @Test
    void what_the_testkit_signs_is_believed_by_both() throws Exception {
        for (Random random : (Iterable<Random>) () -> Bodies.seeds().iterator()) {
            byte[] body = CertificateRequests.sns(pair.getPrivate(), TOPIC, CERTIFICATE)
                    .at(now.plusMillis(random.nextInt(10) * 100L))
                    .body(Bodies.of(random))
                    .request()
                    .body();

            isBelievedUnchanged((ObjectNode) JSON.readTree(body));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, SHA1withRSA, Notification",
        "1, SHA1withRSA, SubscriptionConfirmation",
        "1, SHA1withRSA, UnsubscribeConfirmation",
        "2, SHA256withRSA, Notification",
        "2, SHA256withRSA, SubscriptionConfirmation",
        "2, SHA256withRSA, UnsubscribeConfirmation"
    })
    void every_type_is_believed_by_both_in_either_version(String version, String algorithm, String type)
            throws Exception {
        for (Random random : (Iterable<Random>) () -> Bodies.seeds().limit(20).iterator()) {
            ObjectNode message = message(type, random);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(signedText(message));
            message.put("SignatureVersion", version)
                    .put("Signature", Base64.getEncoder().encodeToString(signature.sign()))
                    .put("SigningCertURL", CERTIFICATE);

            isBelievedUnchanged(message);
        }
    }

    private ObjectNode message(String type, Random random) {
        ObjectNode message = JSON.createObjectNode()
                .put("Type", type)
                .put("MessageId", "22b80b92-fdea-4c2c-8f9d-" + random.nextInt(1000))
                .put("TopicArn", TOPIC)
                .put("Message", Bodies.of(random))
                .put("Timestamp", now.plusMillis(1 + random.nextInt(999)).toString());
        if (!type.equals("Notification")) {
            message.put("Token", "2336412f" + random.nextInt(1000))
                    .put("SubscribeURL", "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription");
        } else if (random.nextBoolean()) {
            message.put("Subject", "An order of " + random.nextInt(1000));
        }
        return message;
    }

    /** Every member so far, by name: that is how SNS signs. */
    private static byte[] signedText(ObjectNode message) {
        TreeMap<String, String> sorted = new TreeMap<>();
        message.properties()
                .forEach(member -> sorted.put(member.getKey(), member.getValue().textValue()));
        StringBuilder text = new StringBuilder();
        sorted.forEach(
                (name, value) -> text.append(name).append('\n').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
