package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of Contentful's own toolkit, and what the list of signed fields must hold. */
class ContentfulTest {
    private static final Secret SECRET = Secret.of("a".repeat(32) + "b".repeat(32));
    private static final Instant NOW = Instant.ofEpochMilli(1_767_225_600_000L);
    private static final String BODY = "{\"sys\":{\"id\":\"5KsDBWseXY6QegucYAoacS\",\"type\":\"Entry\"},"
            + "\"fields\":{\"title\":{\"en-US\":\"Hello, World!\"}}}";
    private static final String PATH = "/trigger/SW5zdGFuY2VGbG93Q29uZmlnOjE=";
    private static final String SIGNATURE = "8dec81505760a10b542fbc36d3aa0a772b11f759eca7b2351daaf5bba8c7c6f1";
    private static final String LIST =
            "content-type,x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic";

    private static Headers fields(String signature, String list, String... more) {
        Headers headers = Headers.of(
                "X-Contentful-Signature", signature,
                "X-Contentful-Signed-Headers", list,
                "X-Contentful-Timestamp", "1767225600000");
        for (int i = 0; i < more.length; i += 2) {
            headers = headers.with(more[i], more[i + 1]);
        }
        return headers;
    }

    private static Headers published(String list) {
        return fields(
                SIGNATURE,
                list,
                "Content-Type",
                "application/vnd.contentful.management.v1+json",
                "X-Contentful-Topic",
                "ContentManagement.Entry.publish");
    }

    private static WebhookRequest post(String target, Headers headers, String body) {
        return new WebhookRequest(RequestHead.of("POST", target, headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Verification verdict(WebhookRequest request) {
        return Contentful.verifier(SECRET).verify(request, NOW);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    /** Over the lines as they are. */
    private static String sign(String... lines) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_toolkits_first_signature() {
        assertThat(verdict(post(PATH, published(LIST), BODY))).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.eventType()).contains("ContentManagement.Entry.publish");
            assertThat(verified.timestamp()).contains(NOW);
            assertThat(verified.id()).isEmpty();
            assertThat(verified.bodyBound()).isTrue();
            assertThat(verified.signed())
                    .containsExactlyInAnyOrder(
                            SignedPart.METHOD,
                            SignedPart.URL,
                            SignedPart.BODY,
                            SignedPart.TIMESTAMP,
                            SignedPart.EVENT_TYPE);
        });
    }

    /** Its path holds a blank, which no request line can; so it judges what is put together. */
    @Test
    void the_toolkits_second_signature() {
        String list = "x-contentful-signed-headers,x-contentful-timestamp,x-contentful-webhook-name";
        ContentfulFields fields =
                ContentfulFields.named(list, fields("", list, "X-Contentful-Webhook-Name", " My Hook "));

        assertThat(sign("POST", ContentfulPath.of("/trigger/abc?foo=bar baz&x=1"), fields.text(), BODY))
                .isEqualTo("c8c83deb1a865012752f66594e6228056c826fd7227a70361b3a304e124555ec");
    }

    @Test
    void what_is_signed_cannot_be_changed() {
        Headers headers = published(LIST);
        isRejected(verdict(post(PATH, headers, BODY + " ")), Reason.MISMATCH);
        isRejected(verdict(post(PATH + "?a", headers, BODY)), Reason.MISMATCH);
        isRejected(verdict(post(PATH + "/", headers, BODY)), Reason.MISMATCH);
        isRejected(
                verdict(new WebhookRequest(
                        RequestHead.of("PUT", PATH, headers), BODY.getBytes(StandardCharsets.UTF_8))),
                Reason.MISMATCH);
        isRejected(
                verdict(post(
                        PATH,
                        fields(
                                SIGNATURE,
                                LIST,
                                "Content-Type",
                                "application/vnd.contentful.management.v1+json",
                                "X-Contentful-Topic",
                                "ContentManagement.Entry.delete"),
                        BODY)),
                Reason.MISMATCH);
        assertThat(Contentful.verifier(Secret.of("c".repeat(64))).verify(post(PATH, headers, BODY), NOW))
                .isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({"300000, true", "300001, false", "-300000, true", "-300001, false"})
    void a_request_is_fresh_for_five_minutes(long millis, boolean fresh) {
        Verification verdict =
                Contentful.verifier(SECRET).verify(post(PATH, published(LIST), BODY), NOW.plusMillis(millis));

        assertThat(verdict instanceof Verified).isEqualTo(fresh);
        if (!fresh) {
            isRejected(verdict, millis > 0 ? Reason.TOO_OLD : Reason.TOO_NEW);
        }
    }

    @Test
    void another_tolerance_is_that_of_the_toolkit() {
        assertThat(Contentful.verifier(Duration.ofSeconds(30), SECRET)
                        .verify(post(PATH, published(LIST), BODY), NOW.plusSeconds(31)))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Contentful.verifier(Duration.ofSeconds(-1), SECRET))
                .hasMessageContaining("tolerance");
    }

    /** Each is signed as its list has it: only the list itself is at fault. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-contentful-timestamp",
                "x-contentful-signed-headers",
                "x-contentful-signed-headers,x-contentful-timestamp,x-contentful-timestamp",
                "X-Contentful-Signed-Headers,x-contentful-signed-headers,x-contentful-timestamp",
                "x-contentful-signed-headers, x-contentful-timestamp",
                "x-contentful-signed-headers,x-contentful-timestamp,",
                "x-contentful-signed-headers,x-contentful-timestamp,a:b",
            })
    void a_list_that_does_not_name_itself_and_the_time_once_is_refused(String list) {
        String signature = sign("POST", "/", signedAs(list), BODY);

        isRejected(verdict(post("/", fields(signature, list), BODY)), Reason.MALFORMED);
    }

    private static String signedAs(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .distinct()
                .sorted()
                .map(name -> name + ":" + (name.contains("list") || name.contains("signed") ? list : "1767225600000"))
                .collect(Collectors.joining(";"));
    }

    @Test
    void a_listed_field_is_there_once() {
        String list = "x-a,x-contentful-signed-headers,x-contentful-timestamp";
        String text = "x-a:1;x-contentful-signed-headers:" + list + ";x-contentful-timestamp:1767225600000";
        String signature = sign("POST", "/", text, BODY);

        assertThat(verdict(post("/", fields(signature, list, "X-A", "1"), BODY)))
                .isInstanceOf(Verified.class);
        isRejected(verdict(post("/", fields(signature, list), BODY)), Reason.MISSING);
        isRejected(verdict(post("/", fields(signature, list, "X-A", "1", "X-A", "2"), BODY)), Reason.MALFORMED);
    }

    @Test
    void a_list_has_64_names_at_most() {
        for (int more : new int[] {62, 63}) {
            String names =
                    IntStream.range(0, more).mapToObj(i -> "a" + (10 + i)).collect(Collectors.joining(","));
            String list = names + ",x-contentful-signed-headers,x-contentful-timestamp";
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < more; i++) {
                text.append("a").append(10 + i).append(":v;");
            }
            text.append("x-contentful-signed-headers:").append(list).append(";x-contentful-timestamp:1767225600000");
            Headers headers = fields(sign("POST", "/", text.toString(), BODY), list);
            for (int i = 0; i < more; i++) {
                headers = headers.with("a" + (10 + i), "v");
            }

            Verification verdict = verdict(post("/", headers, BODY));
            if (more == 62) {
                assertThat(verdict).isInstanceOf(Verified.class);
            } else {
                isRejected(verdict, Reason.MALFORMED);
            }
        }
    }

    @Test
    void an_id_that_is_not_listed_does_not_hide_a_repeat() {
        Verified one = (Verified) verdict(post(PATH, published(LIST).with("X-Contentful-Idempotency-Key", "k1"), BODY));
        Verified other =
                (Verified) verdict(post(PATH, published(LIST).with("X-Contentful-Idempotency-Key", "k2"), BODY));

        assertThat(one.id()).contains("k1");
        assertThat(one.signed()).doesNotContain(SignedPart.ID);
        assertThat(one.contentKey()).isPresent().isEqualTo(other.contentKey());
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "/a?, /a",
        "/a%20b, /a%2520b",
        "/a?b=c&d=%20, /a?b%253Dc%2526d%253D%252520",
        "/a?b?c, /a?b",
        "/ż?ż, /%C5%BC?%25C5%25BC",
        "/a~!*'()?~!*'(), /a~!*'()?~!*'()"
    })
    void paths_as_javascript_escapes_them(String target, String signed) {
        assertThat(ContentfulPath.of(target)).isEqualTo(signed);
    }

    @Test
    void what_stands_behind_a_second_question_mark_is_not_signed_and_the_url_not_told_as_such() {
        String list = "x-contentful-signed-headers,x-contentful-timestamp";
        String text = "x-contentful-signed-headers:" + list + ";x-contentful-timestamp:1767225600000";
        String signature = sign("POST", "/a?b", text, BODY);

        assertThat(verdict(post("/a?b?c", fields(signature, list), BODY)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.signed()).doesNotContain(SignedPart.URL));
        assertThat(verdict(post("/a?b", fields(signature, list), BODY)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.signed()).contains(SignedPart.URL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "a secret of 64 characters with blanks in it, which has 64 of them"})
    void a_secret_is_one_of_contentful(String secret) {
        assertThatThrownBy(() -> Contentful.verifier(Secret.of(secret).named("mine")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 characters")
                .hasMessageContaining("mine")
                .hasMessageNotContaining(secret);
    }
}
