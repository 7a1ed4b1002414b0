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

class PayPalTest {
    private static final String WEBHOOK = "1JE4291016473214C";
    private static final String URL = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** Its CRC-32 has the highest bit set: as a signed number it would be negative. */
    private static final String BODY = "{\"id\":\"WH-1\",\"event_type\":\"PAYMENT.SALE.COMPLETED\",\"n\":\"10\"}";

    private final List<URI> fetched = new ArrayList<>();
    private volatile String[] published = {"paypal", "paypal-between"};
    private final KeyFetcher fetcher = address -> {
        fetched.add(address);
        if (published == null) {
            throw new IOException("down");
        }
        return TestCertificates.pem(published);
    };
    private final Verifier verifier = builder().build();

    private PayPal.Builder builder() {
        return PayPal.builder(WEBHOOK).sandbox().fetcher(fetcher).trusting(TestCertificates.certificate("paypal-root"));
    }

    private static long crc(String body) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static Map<String, String> headers(String alias, String body, String time) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("PAYPAL-TRANSMISSION-ID", "dfb3be50-fd74-11e4-8bf3-77339302725b");
        headers.put("PAYPAL-TRANSMISSION-TIME", time);
        headers.put("PAYPAL-CERT-URL", URL);
        headers.put("PAYPAL-AUTH-ALGO", "SHA256withRSA");
        String signed = "dfb3be50-fd74-11e4-8bf3-77339302725b|" + time + "|" + WEBHOOK + "|" + crc(body);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(TestCertificates.key(alias));
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            headers.put("PAYPAL-TRANSMISSION-SIG", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return headers;
    }

    private static Map<String, String> headers() {
        return headers("paypal", BODY, "2030-01-01T00:00:00Z");
    }

    private static Map<String, String> changed(String name, String value) {
        Map<String, String> headers = headers();
        headers.put(name, value);
        return headers;
    }

    private static WebhookRequest request(Map<String, String> headers, String body) {
        Headers.Builder fields = Headers.builder();
        headers.forEach(fields::add);
        return new WebhookRequest(RequestHead.of("POST", "/", fields.build()), body.getBytes(StandardCharsets.UTF_8));
    }

    private Verification verify(Map<String, String> headers) {
        return verifier.verify(request(headers, BODY), NOW);
    }

    private static void assertRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    @Test
    void addresses_that_forgers_make_up_do_not_keep_the_certificate_from_being_had() {
        assertThat(verify(headers())).isInstanceOf(Verified.class);
        Instant later = NOW.plus(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            verifier.verify(request(changed("PAYPAL-CERT-URL", URL + i), "{}"), later);
        }

        assertThat(verifier.verify(request(headers(), BODY), later)).isInstanceOf(Verified.class);
    }

    @Test
    void a_message_is_verified_and_its_body_not_bound() {
        assertThat(crc(BODY)).isGreaterThan(Integer.MAX_VALUE);

        assertThat(verify(headers())).isInstanceOfSatisfying(Verified.class, it -> {
            assertThat(it.id()).contains("WH-1");
            assertThat(it.eventType()).contains("PAYMENT.SALE.COMPLETED");
            assertThat(it.timestamp()).contains(NOW);
            assertThat(it.signed()).containsExactly(SignedPart.TIMESTAMP);
            assertThat(it.bodyBound()).isFalse();
        });
        verify(headers());
        assertThat(fetched).containsExactly(URI.create(URL));
    }

    @Test
    void another_body_another_id_another_time_or_another_webhook_is_rejected() {
        assertRejected(verifier.verify(request(headers(), BODY + " "), NOW), Reason.MISMATCH);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-ID", "other")), Reason.MISMATCH);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-TIME", "2030-01-01T00:00:01Z")), Reason.MISMATCH);
        Verifier other = PayPal.builder("2JE4291016473214C")
                .sandbox()
                .fetcher(fetcher)
                .trusting(TestCertificates.certificate("paypal-root"))
                .build();
        assertRejected(other.verify(request(headers(), BODY), NOW), Reason.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.sandbox.paypal.com.evil.example/v1/notifications/certs/CERT-1",
                "https://api.sandbox.paypal.com@evil.example/v1/notifications/certs/CERT-1",
                "https://user@api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.sandbox.paypal.com:443/v1/notifications/certs/CERT-1",
                "https://api.sandbox.paypal.com/v1/notifications/certs/../../../x",
                "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1?x=1",
                "https://api.sandbox.paypal.com/v1/notifications/certs/",
                "https://www.paypal.com/v1/notifications/certs/CERT-1",
                "file:///v1/notifications/certs/CERT-1",
            })
    void a_certificate_from_anywhere_else_is_not_fetched(String url) {
        assertRejected(verify(changed("PAYPAL-CERT-URL", url)), Reason.MALFORMED);
        assertThat(fetched).isEmpty();
    }

    @Test
    void live_and_sandbox_have_hosts_of_their_own() {
        Verifier live = PayPal.builder(WEBHOOK)
                .fetcher(fetcher)
                .trusting(TestCertificates.certificate("paypal-root"))
                .build();

        assertRejected(live.verify(request(headers(), BODY), NOW), Reason.MALFORMED);
        for (String host : List.of("api.paypal.com", "api-m.paypal.com")) {
            String url = URL.replace("api.sandbox.paypal.com", host);
            assertThat(live.verify(request(changed("PAYPAL-CERT-URL", url), BODY), NOW))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    void the_algorithm_is_not_the_messages_choice() {
        for (String other : List.of("SHA1withRSA", "sha256withrsa", "NONE", "")) {
            assertRejected(verify(changed("PAYPAL-AUTH-ALGO", other)), Reason.MALFORMED);
        }
        Map<String, String> without = headers();
        without.remove("PAYPAL-AUTH-ALGO");
        assertThat(verify(without)).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "paypal-other, paypal-other;paypal-between", // another name, the right authority
        "paypal-forged, paypal-forged;paypal-between", // the right name, its own authority
        "paypal, paypal", // the right name, and no way to the authority
        "paypal-between, paypal-between", // the authority's own certificate
    })
    void a_certificate_that_is_not_paypals_is_no_key(String signer, String chain) {
        published = chain.split(";");

        assertRejected(verify(headers(signer, BODY, "2030-01-01T00:00:00Z")), Reason.NO_KEY);
    }

    @Test
    void the_jdks_authorities_do_not_trust_a_test_root() {
        Verifier real = PayPal.builder(WEBHOOK).sandbox().fetcher(fetcher).build();

        assertRejected(real.verify(request(headers(), BODY), NOW), Reason.NO_KEY);
    }

    @Test
    void a_certificate_out_of_its_time_is_no_key() {
        Instant late = Instant.parse("2130-01-01T00:00:00Z");
        assertRejected(
                verifier.verify(request(headers("paypal", BODY, "2130-01-01T00:00:00Z"), BODY), late), Reason.NO_KEY);
    }

    @Test
    void a_certificate_that_cannot_be_had_is_not_the_senders_fault() {
        published = null;

        assertThat(verify(headers())).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAYPAL-TRANSMISSION-ID",
                "PAYPAL-TRANSMISSION-TIME",
                "PAYPAL-TRANSMISSION-SIG",
                "PAYPAL-CERT-URL",
            })
    void every_header_field_is_there_once(String name) {
        Map<String, String> without = headers();
        without.remove(name);
        assertRejected(verify(without), Reason.MISSING);
        assertRejected(verify(changed(name, " ")), Reason.MISSING);
        Headers.Builder all = Headers.builder();
        headers().forEach(all::add);
        all.add(name, headers().get(name));
        RequestHead twice = RequestHead.of("POST", "/", all.build());
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        assertRejected(verifier.verify(new WebhookRequest(twice, body), NOW), Reason.MALFORMED);
    }

    @Test
    void what_could_move_a_separator_is_malformed() {
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-ID", "a|b")), Reason.MALFORMED);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-TIME", "2030-01-01T00:00:00Z|x")), Reason.MALFORMED);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-TIME", "1893456000")), Reason.MALFORMED);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-SIG", "!")), Reason.MALFORMED);
        assertRejected(verify(changed("PAYPAL-TRANSMISSION-SIG", "AAAA")), Reason.MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({"P4D, ", "P4DT1S, TOO_OLD", "PT-5M, ", "PT-5M-1S, TOO_NEW"})
    void a_message_has_a_greatest_age(Duration age, Reason fault) {
        Verification verdict = verifier.verify(request(headers(), BODY), NOW.plus(age));
        if (fault == null) {
            assertThat(verdict).isInstanceOf(Verified.class);
        } else {
            assertRejected(verdict, fault);
        }
    }

    @Test
    void every_fault_of_a_configuration_is_named_at_once() {
        assertThatThrownBy(() -> PayPal.builder("a|b").maxAge(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("webhook id", "maxAge");
        assertThatThrownBy(() -> Providers.byName("paypal")
                        .verifier(List.of(), Map.of("webhook-id", WEBHOOK, "environment", "test")))
                .hasMessageContaining("live or sandbox");
        assertThat(Providers.byName("paypal")
                        .verifier(List.of(), Map.of("webhook-id", WEBHOOK, "environment", "sandbox")))
                .hasToString("PayPalVerifier");
    }
}
