package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.KeyFetcher;
import io.github.webhooks4j.verify.key.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnsTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
    private static final String MILAN = "arn:aws:sns:eu-south-1:123456789012:orders.fifo";
    private static final String CERTIFICATE =
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final List<URI> fetched = new ArrayList<>();
    private volatile String published = "sns";
    private final KeyFetcher fetcher = address -> {
        fetched.add(address);
        if (published == null) {
            throw new IOException("down");
        }
        return TestCertificates.pem(published);
    };
    private final Verifier verifier = Sns.builder(TOPIC, MILAN).fetcher(fetcher).build();

    /** A notification, in the order in which its signed members stand; null leaves one out. */
    private static Map<String, String> notification(String... changes) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("Message", "{\"order\": 7}\nsecond line ł");
        message.put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        message.put("Subject", "An order");
        message.put("Timestamp", "2030-01-01T00:00:00.655Z");
        message.put("TopicArn", TOPIC);
        message.put("Type", "Notification");
        return changed(message, changes);
    }

    private static Map<String, String> confirmation(String... changes) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("Message", "You have chosen to subscribe to the topic");
        message.put("MessageId", "165545c9-2a5c-472c-8df2-7ff2be2b3b1b");
        message.put(
                "SubscribeURL",
                "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=" + TOPIC
                        + "&Token=2336412f");
        message.put("Timestamp", "2030-01-01T00:00:00Z");
        message.put("Token", "2336412f");
        message.put("TopicArn", TOPIC);
        message.put("Type", "SubscriptionConfirmation");
        return changed(message, changes);
    }

    private static Map<String, String> changed(Map<String, String> message, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                message.remove(changes[i]);
            } else {
                message.put(changes[i], changes[i + 1]);
            }
        }
        return message;
    }

    private static Map<String, String> signed(Map<String, String> message, String alias, String algorithm) {
        StringBuilder text = new StringBuilder();
        message.forEach(
                (name, value) -> text.append(name).append('\n').append(value).append('\n'));
        Map<String, String> all = new LinkedHashMap<>(message);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(TestCertificates.key(alias));
            signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
            all.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        all.put("SignatureVersion", algorithm.startsWith("SHA256") ? "2" : "1");
        all.put("SigningCertURL", CERTIFICATE);
        return all;
    }

    private static Map<String, String> signed(Map<String, String> message) {
        return signed(message, "sns", "SHA256withRSA");
    }

    private static byte[] json(Map<String, String> message) {
        StringBuilder json = new StringBuilder("{\"MessageAttributes\":{\"a\":{\"Type\":\"String\",\"Value\":\"b\"}}");
        message.forEach((name, value) -> json.append(",\"")
                .append(name)
                .append("\":\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"'));
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static WebhookRequest request(Map<String, String> message) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", Headers.of("Content-Type", "text/plain; charset=UTF-8")), json(message));
    }

    private Verification verify(Map<String, String> message) {
        return verifier.verify(request(message), NOW);
    }

    private static void assertRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    @Test
    void addresses_that_forgers_make_up_do_not_keep_the_certificate_from_being_had() {
        Verifier patient =
                Sns.builder(TOPIC).fetcher(fetcher).maxAge(Duration.ofDays(4)).build();
        WebhookRequest genuine = request(signed(notification()));
        assertThat(patient.verify(genuine, NOW)).isInstanceOf(Verified.class);
        Instant later = NOW.plus(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            Map<String, String> forged = signed(notification());
            forged.put("SigningCertURL", CERTIFICATE.replace("f3ecfb", "a" + i));
            patient.verify(request(forged), later);
        }

        assertThat(patient.verify(genuine, later)).isInstanceOf(Verified.class);
    }

    @Test
    void half_a_surrogate_pair_is_no_question_mark() {
        Map<String, String> genuine = signed(notification("Message", "pay?"));
        String forged = new String(json(genuine), StandardCharsets.UTF_8).replace("pay?", "pay\\udfff");

        assertThat(verify(genuine)).isInstanceOf(Verified.class);
        assertRejected(
                verifier.verify(
                        new WebhookRequest(
                                RequestHead.of("POST", "/", Headers.empty()), forged.getBytes(StandardCharsets.UTF_8)),
                        NOW),
                Reason.MALFORMED);
    }

    @Test
    void a_notification_is_verified_with_the_certificate_of_its_region() {
        assertThat(verify(signed(notification()))).isInstanceOfSatisfying(Verified.class, it -> {
            assertThat(it.id()).contains("22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
            assertThat(it.eventType()).contains("Notification");
            assertThat(it.timestamp()).contains(NOW.plusMillis(655));
            assertThat(it.signed())
                    .containsExactlyInAnyOrder(SignedPart.ID, SignedPart.EVENT_TYPE, SignedPart.TIMESTAMP);
        });
        verify(signed(notification()));
        assertThat(fetched).containsExactly(URI.create(CERTIFICATE));
    }

    @Test
    void a_subject_is_signed_only_where_there_is_one() {
        assertThat(verify(signed(notification("Subject", null)))).isInstanceOf(Verified.class);
        assertRejected(verify(changed(signed(notification()), "Subject", null)), Reason.MISMATCH);
        assertRejected(verify(changed(signed(notification("Subject", null)), "Subject", "x")), Reason.MISMATCH);
    }

    @Test
    void the_timestamp_is_signed_as_it_is_written() {
        assertThat(verify(signed(notification("Timestamp", "2030-01-01T00:00:00Z"))))
                .isInstanceOf(Verified.class);
        assertThat(verify(signed(notification("Timestamp", "2030-01-01T00:00:00.10Z"))))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscriptionConfirmation", "UnsubscribeConfirmation"})
    void confirmations_are_verified(String type) {
        assertThat(verify(signed(confirmation("Type", type))))
                .isInstanceOfSatisfying(
                        Verified.class, it -> assertThat(it.eventType()).contains(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Message", "MessageId", "Subject", "Timestamp"})
    void what_is_signed_cannot_be_changed(String member) {
        Map<String, String> message = signed(notification());
        String other = member.equals("Timestamp") ? "2030-01-01T00:00:00.656Z" : message.get(member) + "x";

        assertRejected(verify(changed(message, member, other)), Reason.MISMATCH);
    }

    @Test
    void a_token_and_its_address_cannot_be_changed() {
        Map<String, String> message = signed(confirmation());

        assertRejected(verify(changed(new LinkedHashMap<>(message), "Token", "0")), Reason.MISMATCH);
        assertRejected(verify(changed(new LinkedHashMap<>(message), "SubscribeURL", "https://x/")), Reason.MISMATCH);
        assertRejected(
                verify(changed(new LinkedHashMap<>(message), "Type", "UnsubscribeConfirmation")), Reason.MISMATCH);
        assertRejected(verify(changed(new LinkedHashMap<>(message), "Type", "Notification")), Reason.MISMATCH);
    }

    @Test
    void a_line_end_in_any_other_value_than_the_message_is_malformed() {
        String tail = "\nTimestamp\n2030-01-01T00:00:00Z\nTopicArn\n" + TOPIC;
        Map<String, String> signed = signed(notification("Subject", null));
        Map<String, String> split = new LinkedHashMap<>(signed);
        split.put("Message", "{\"order\": 7}");
        assertRejected(verify(changed(split, "MessageId", "id" + tail)), Reason.MALFORMED);
        assertRejected(verify(signed(notification("Subject", "a\nb"))), Reason.MALFORMED);
        assertRejected(verify(signed(confirmation("Token", "a\nb"))), Reason.MALFORMED);
        assertRejected(verify(signed(notification("MessageId", "a b"))), Reason.MALFORMED);
    }

    @Test
    void version_1_is_accepted_only_where_it_is_allowed() {
        Map<String, String> old = signed(notification(), "sns", "SHA1withRSA");

        assertRejected(verify(old), Reason.MALFORMED);
        Verifier lenient = Sns.builder(TOPIC).fetcher(fetcher).allowVersion1().build();
        assertThat(lenient.verify(request(old), NOW)).isInstanceOf(Verified.class);
        assertThat(lenient.verify(request(signed(notification())), NOW)).isInstanceOf(Verified.class);
        assertRejected(lenient.verify(request(changed(old, "SignatureVersion", "2")), NOW), Reason.MISMATCH);
        assertRejected(verify(changed(signed(notification()), "SignatureVersion", "3")), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.evil.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.s3-ap-southeast-2.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-a.pem",
                "https://user@sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com:443/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com./SimpleNotificationService-a.pem",
                "https://SNS.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem?x=1",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem#x",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem/x",
                "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-../x.pem",
                "https://sns.us-east-1.amazonaws.com/other.pem",
                "https://sns.us-east-1.amazonaws.com/x/SimpleNotificationService-a.pem",
                "https://sns.us-east-1.amazonaws.com\\@evil/SimpleNotificationService-a.pem",
                "file:///SimpleNotificationService-a.pem",
            })
    void a_certificate_from_anywhere_else_is_not_fetched(String url) {
        assertRejected(verify(changed(signed(notification()), "SigningCertURL", url)), Reason.MALFORMED);
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_topic_that_was_not_named_is_rejected_before_anything_is_fetched() {
        for (String arn : List.of(TOPIC + "2", TOPIC.replace("123456789012", "999999999999"), "arn", "")) {
            assertThat(verify(signed(notification("TopicArn", arn)))).isInstanceOf(Rejected.class);
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_certificate_of_another_name_is_no_key() {
        published = "other";
        assertRejected(verify(signed(notification(), "other", "SHA256withRSA")), Reason.NO_KEY);
        published = "sns-eu-south-1";
        Verifier again = Sns.builder(TOPIC).fetcher(fetcher).build();
        Map<String, String> signed = signed(notification(), "sns-eu-south-1", "SHA256withRSA");
        assertRejected(again.verify(request(signed), NOW), Reason.NO_KEY);
    }

    @Test
    void a_region_has_its_own_name_and_host() {
        published = "sns-eu-south-1";
        Map<String, String> message = signed(notification("TopicArn", MILAN), "sns-eu-south-1", "SHA256withRSA");

        assertRejected(verify(message), Reason.MALFORMED);
        assertThat(verify(changed(
                        message,
                        "SigningCertURL",
                        "https://sns.eu-south-1.amazonaws.com/SimpleNotificationService-1.pem")))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:us-east-1:123456789012:t, sns.us-east-1.amazonaws.com, sns.amazonaws.com",
        "arn:aws-cn:sns:cn-north-1:123456789012:t, sns.cn-north-1.amazonaws.com.cn, sns-cn-north-1.amazonaws.com.cn",
        "arn:aws-us-gov:sns:us-gov-east-1:123456789012:t, sns.us-gov-east-1.amazonaws.com,"
                + " sns-us-gov-west-1.amazonaws.com",
    })
    void hosts_and_names_follow_the_partition(String arn, String host, String signer) {
        SnsTopic topic = SnsTopic.parse(arn).orElseThrow();

        assertThat(topic.host()).isEqualTo(host);
        assertThat(topic.signers()).contains(signer).noneMatch(name -> name.contains("evil"));
    }

    @Test
    void a_certificate_out_of_its_time_is_no_key() {
        Instant late = Instant.parse("2130-01-01T00:00:00Z");
        Map<String, String> message = signed(notification("Timestamp", "2130-01-01T00:00:00Z"));
        assertRejected(verifier.verify(request(message), late), Reason.NO_KEY);
        Instant early = Instant.parse("2019-01-01T00:00:00Z");
        Map<String, String> first = signed(notification("Timestamp", "2019-01-01T00:00:00Z"));
        assertRejected(verifier.verify(request(first), early), Reason.NO_KEY);
    }

    @Test
    void a_certificate_that_cannot_be_had_is_not_the_senders_fault() {
        published = null;
        assertThat(verify(signed(notification()))).isInstanceOf(Unavailable.class);
        Verifier html = Sns.builder(TOPIC)
                .fetcher(address -> "<html>".getBytes(StandardCharsets.UTF_8))
                .build();
        assertThat(html.verify(request(signed(notification())), NOW)).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"P4D, ", "P4DT1S, TOO_OLD", "PT-5M, ", "PT-5M-1S, TOO_NEW"})
    void a_message_has_a_greatest_age(Duration age, Reason fault) {
        Map<String, String> message = signed(notification("Timestamp", "2030-01-01T00:00:00Z"));
        Verification verdict = verifier.verify(request(message), NOW.plus(age));
        if (fault == null) {
            assertThat(verdict).isInstanceOf(Verified.class);
        } else {
            assertRejected(verdict, fault);
        }
    }

    @Test
    void raw_delivery_is_rejected() {
        RequestHead head = RequestHead.of("POST", "/", Headers.of("x-amz-sns-rawdelivery", "true"));

        assertRejected(verifier.verify(new WebhookRequest(head, json(signed(notification()))), NOW), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Signature", "SignatureVersion", "SigningCertURL"})
    void what_the_signature_needs_is_required(String member) {
        assertRejected(verify(changed(signed(notification()), member, null)), Reason.MISSING);
        assertRejected(verify(changed(signed(notification()), member, " ")), Reason.MISSING);
    }

    @Test
    void bodies_that_are_no_message_are_malformed() {
        String right = new String(json(signed(notification())), StandardCharsets.UTF_8);
        for (String body : List.of(
                "",
                "{}",
                "[]",
                "hello",
                right + "{}",
                right.replace("\"Subject\":", "\"Message\":\"x\",\"Subject\":"),
                right.replace("\"Notification\"", "\"Other\""),
                right.replace("\"Message\":", "\"Massage\":"),
                right.replace("2030-01-01T00:00:00.655Z", "2030-01-01 00:00:00"),
                right.replace("2030-01-01T00:00:00.655Z", "2030-13-01T00:00:00Z"))) {
            WebhookRequest request = new WebhookRequest(
                    RequestHead.of("POST", "/", Headers.empty()), body.getBytes(StandardCharsets.UTF_8));
            assertRejected(verifier.verify(request, NOW), Reason.MALFORMED);
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void a_signature_has_one_spelling() {
        Map<String, String> message = signed(notification());
        String signature = message.get("Signature");
        for (String other : List.of(
                signature + "=", signature.replace("=", ""), signature + "\n", signature.substring(4), "!", "AAAA")) {
            assertThat(verify(changed(new LinkedHashMap<>(message), "Signature", other)))
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void a_subscription_is_confirmed_at_its_own_host_with_its_own_token() {
        assertThat(SnsSubscription.confirmAddress(json(confirmation())))
                .contains(URI.create(confirmation().get("SubscribeURL")));
        String encoded = confirmation().get("SubscribeURL").replace(":orders", "%3Aorders");
        assertThat(SnsSubscription.confirmAddress(json(confirmation("SubscribeURL", encoded))))
                .contains(URI.create(encoded));
        String odd = confirmation().get("SubscribeURL").replace("2336412f", "a b");
        assertThat(SnsSubscription.confirmAddress(json(confirmation("SubscribeURL", odd, "Token", "a b"))))
                .isEmpty();
        assertThat(SnsSubscription.confirmAddress(json(notification()))).isEmpty();
        assertThat(SnsSubscription.confirmAddress(json(confirmation("Type", "UnsubscribeConfirmation"))))
                .isEmpty();
        assertThat(SnsSubscription.confirmAddress(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "https://sns.us-east-1>http://sns.us-east-1",
                "sns.us-east-1.amazonaws>sns.eu-west-1.amazonaws",
                "amazonaws.com/?>amazonaws.com.evil.example/?",
                "amazonaws.com/?>amazonaws.com:8443/?",
                "amazonaws.com/?>amazonaws.com/x?",
                "https://sns>https://a@sns",
                "ConfirmSubscription>Unsubscribe",
                "Token=2336412f>Token=2336412e",
                ":orders&>:others&",
                "&Token=2336412f>",
                "Token=2336412f>Token=2336412f&Token=2336412f",
                "Token=2336412f>Token=2336412f&More=1",
                "Token=2336412f>Token=2336412f#x",
                "Token=2336412f>Token=2336412%",
            })
    void any_other_address_confirms_nothing(String part, String other) {
        String right = confirmation().get("SubscribeURL");
        String wrong = right.replace(part, other == null ? "" : other);

        assertThat(wrong).isNotEqualTo(right);
        assertThat(SnsSubscription.confirmAddress(json(confirmation("SubscribeURL", wrong))))
                .isEmpty();
    }

    @Test
    void every_fault_of_a_configuration_is_named_at_once() {
        assertThatThrownBy(() -> Sns.builder("orders", "arn:aws:sns:evil.example/:123456789012:x")
                        .maxAge(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'orders'", "evil", "maxAge");
        assertThat(Providers.byName("sns").verifier(List.of(), Map.of("topic-arns", TOPIC + ", " + MILAN)))
                .hasToString("SnsVerifier[topics=2]");
    }
}
