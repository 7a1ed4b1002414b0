package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of Plivo's own tests, and what stands between them and a forger. */
class PlivoTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CALL = "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36";
    private static final String NONCE = "31627761595286130198";
    private static final Secret TOKEN = Secret.of("Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4");
    private static final String URL = "https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml";
    private static final String SIGNED = "iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0=";
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("Direction", "outbound"),
            Map.entry("From", "19792014278"),
            Map.entry("ALegUUID", CALL),
            Map.entry("CallStatus", "in-progress"),
            Map.entry("BillRate", "0.002"),
            Map.entry("ParentAuthID", "MANWVLYTK4ZWU1YTY4QA"),
            Map.entry("To", "sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com"),
            Map.entry("ALegRequestUUID", CALL),
            Map.entry("CallUUID", CALL),
            Map.entry("RequestUUID", CALL),
            Map.entry("SIP-H-To", "<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1"),
            Map.entry("SessionStart", "2020-04-08 11:34:33.238707"),
            Map.entry("Event", "StartApp"));

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static WebhookRequest request(String method, String url, String body, String... headers) {
        RequestHead head = RequestHead.of(method, "/", Headers.of(headers)).withExternalUrl(url);
        return new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookRequest post(String url, String body, String signature) {
        return request(
                "POST",
                url,
                body,
                "Content-Type",
                FORM,
                "X-Plivo-Signature-V3",
                signature,
                "X-Plivo-Signature-V3-Nonce",
                NONCE);
    }

    private static Verification verdict(WebhookRequest request) {
        return Plivo.verifier(TOKEN).verify(request, NOW);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "/?a=b&c=d, k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c=",
        "/?c=d&a=b, k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c=",
        "'', " + SIGNED
    })
    void posts_of_the_ruby_library(String rest, String signature) {
        Verification verdict = verdict(post(URL + rest, encoded(FIELDS), signature));

        assertThat(verdict).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.signed()).containsExactly(SignedPart.URL);
            assertThat(verified.bodyBound()).isFalse();
            assertThat(verified.eventType()).contains("StartApp");
            assertThat(verified.id()).isEmpty();
            assertThat(verified.timestamp()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/?a=b&c=d&, UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ=",
        "?, i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc="
    })
    void gets_of_the_ruby_library(String rest, String signature) {
        String[] headers = {"X-Plivo-Signature-V3", signature, "X-Plivo-Signature-V3-Nonce", NONCE};
        String url = URL + rest + encoded(FIELDS);

        assertThat(verdict(request("GET", url, "", headers)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.eventType()).contains("StartApp"));
        isRejected(verdict(request("GET", url, "a=b", headers)), Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/answer, QUFNUHBhaE5m20p3UFtVHCb66PSliiukfx8M6MyiJwk=",
        "https://example.com/answer?token=xyz, IryQ8ucGk4J35wJRxh5K0iVvDCSZpHflFICcZxwx7Cc="
    })
    void posts_of_a_second_source(String url, String signature) {
        String body = encoded(Map.of("From", "+14156667777", "To", "+14158889999", "CallUUID", "abcd-1234"));
        Verifier verifier = Plivo.verifier(Secret.of("my_auth_token"));

        assertThat(verifier.verify(
                        request(
                                "POST",
                                url,
                                body,
                                "Content-Type",
                                FORM,
                                "X-Plivo-Signature-Ma-V3",
                                signature,
                                "X-Plivo-Signature-V3-Nonce",
                                "12345"),
                        NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void what_is_signed_cannot_be_changed() {
        String body = encoded(FIELDS);
        assertThat(verdict(post(URL, body, SIGNED))).isInstanceOf(Verified.class);

        isRejected(verdict(post(URL + "/", body, SIGNED)), Reason.MISMATCH);
        isRejected(verdict(post(URL + "?x=1", body, SIGNED)), Reason.MISMATCH);
        isRejected(verdict(post(URL, body + "&x=1", SIGNED)), Reason.MISMATCH);
        isRejected(verdict(post(URL, "", SIGNED)), Reason.MISMATCH);
        isRejected(
                verdict(request(
                        "POST",
                        URL,
                        body,
                        "Content-Type",
                        FORM,
                        "X-Plivo-Signature-V3",
                        SIGNED,
                        "X-Plivo-Signature-V3-Nonce",
                        NONCE + "1")),
                Reason.MISMATCH);
    }

    @Test
    void any_signature_of_either_header_may_match() {
        String other = "A".repeat(43) + "=";
        String body = encoded(FIELDS);
        for (String[] headers : new String[][] {
            {"X-Plivo-Signature-V3", other + "," + SIGNED},
            {"X-Plivo-Signature-V3", other, "X-Plivo-Signature-Ma-V3", SIGNED},
            {"X-Plivo-Signature-V3", "no signature," + other, "X-Plivo-Signature-V3", SIGNED}
        }) {
            List<String> all = new ArrayList<>(List.of("Content-Type", FORM, "X-Plivo-Signature-V3-Nonce", NONCE));
            Collections.addAll(all, headers);
            assertThat(verdict(request("POST", URL, body, all.toArray(String[]::new))))
                    .isInstanceOf(Verified.class);
        }
        isRejected(verdict(post(URL, body, other)), Reason.MISMATCH);
        isRejected(verdict(post(URL, body, "no signature")), Reason.MALFORMED);
        isRejected(verdict(post(URL, body, (other + ",").repeat(32) + SIGNED)), Reason.MALFORMED);
        isRejected(verdict(post(URL, body, " , ")), Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1 2", "é", "", " "})
    void a_nonce_holds_no_dot_and_is_there(String nonce) {
        WebhookRequest request =
                request("POST", URL, "", "X-Plivo-Signature-V3", SIGNED, "X-Plivo-Signature-V3-Nonce", nonce);

        isRejected(verdict(request), nonce.isBlank() ? Reason.MISSING : Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {}",
        "text/plain, a=b",
        FORM + ", a=%zz",
        FORM + ", a=%FF",
    })
    void a_body_that_nothing_signs_is_refused(String type, String body) {
        isRejected(
                verdict(request(
                        "POST",
                        URL,
                        body,
                        "Content-Type",
                        type,
                        "X-Plivo-Signature-V3",
                        SIGNED,
                        "X-Plivo-Signature-V3-Nonce",
                        NONCE)),
                Reason.MALFORMED);
    }

    @Test
    void without_the_url_nothing_can_be_told() {
        RequestHead head = RequestHead.of(
                "POST", "/", Headers.of("X-Plivo-Signature-V3", SIGNED, "X-Plivo-Signature-V3-Nonce", NONCE));

        assertThat(verdict(new WebhookRequest(head, new byte[0]))).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_recorded_request_is_told_by_its_content_however_it_is_cut() {
        String body = encoded(FIELDS);
        Verified whole = (Verified) verdict(post(URL, body, SIGNED));
        String cut = body.replace("BillRate=0.002", "Bill=Rate0.002");

        Verified recut = (Verified) verdict(post(URL, cut, SIGNED));

        assertThat(recut.contentKey()).isEqualTo(whole.contentKey());
    }

    /** As the text of the documentation has it, once more. */
    @Test
    void random_fields_are_signed_as_a_second_implementation_signs_them() throws GeneralSecurityException {
        Random random = new Random(4711);
        for (int i = 0; i < 500; i++) {
            List<String[]> query = fields(random);
            List<String[]> form = fields(random);
            String url = "https://example.com/p" + (query.isEmpty() ? "" : "?" + written(query));
            String text = "https://example.com/p"
                    + (query.isEmpty() && form.isEmpty() ? "" : "?")
                    + joined(query, "=", "&")
                    + (query.isEmpty() || form.isEmpty() ? "" : ".")
                    + joined(form, "", "")
                    + "." + NONCE;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TOKEN.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));

            assertThat(verdict(post(url, written(form), signature))).as(text).isInstanceOf(Verified.class);
        }
    }

    private static List<String[]> fields(Random random) {
        List<String[]> fields = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.add(new String[] {List.of("a", "B", "ż", "z z").get(random.nextInt(4)), text(random)});
        }
        return fields;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(5), 1, 0x2000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String written(List<String[]> fields) {
        return fields.stream()
                .map(field -> encode(field[0]) + "=" + encode(field[1]))
                .collect(Collectors.joining("&"));
    }

    private static String joined(List<String[]> fields, String within, String between) {
        Map<String, List<String>> byName = new TreeMap<>();
        fields.forEach(field ->
                byName.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]));
        List<String> parts = new ArrayList<>();
        byName.forEach((name, values) -> values.stream().sorted().forEach(value -> parts.add(name + within + value)));
        return String.join(between, parts);
    }
}
