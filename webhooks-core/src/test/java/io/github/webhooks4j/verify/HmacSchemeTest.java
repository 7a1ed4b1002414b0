package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSchemeTest {
    private static final Instant NOW = HmacCase.NOW;

    @Test
    void every_fault_is_named_at_once() {
        assertThatThrownBy(() -> HmacScheme.builder("mine")
                        .template("{id}.{ts}.{what}")
                        .tolerance(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "mine",
                        "no field is named",
                        "{id} is signed but",
                        "{ts} is signed but",
                        "unknown token {what}",
                        "negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "{body", "{header:}", "{json:a..b}", "{Body}"})
    void a_template_that_cannot_be_read_or_signs_nothing_is_refused(String template) {
        HmacSchemeBuilder builder =
                HmacScheme.builder("mine").signatureHeader("X").template(template);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("template");
    }

    @Test
    void a_timestamp_that_is_not_signed_is_refused() {
        HmacSchemeBuilder builder = HmacScheme.builder("mine")
                .signatureHeader("X")
                .timestamp(MessageField.header("T"), TimestampFormat.SECONDS);

        assertThatThrownBy(builder::build).hasMessageContaining("not signed");
        assertThat(builder.template("{body}{header:T}").build().hasTimestamp()).isTrue();
    }

    @Test
    void a_url_may_hold_the_text_that_follows_it() {
        HmacScheme scheme = HmacScheme.builder("mine")
                .signatureHeader("X-Sig")
                .template("{url}.{body}")
                .build();
        Secret secret = Secret.of("0123456789abcdef");
        WebhookRequest request = HmacCase.request(Headers.empty(), HmacCase.BODY);
        Headers signed = HmacSigner.of(scheme, secret).sign(request, Optional.empty(), NOW);

        assertThat(HmacVerifier.of(scheme, secret).verify(HmacCase.request(signed, HmacCase.BODY), NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void an_id_that_runs_into_the_time_needs_a_time_that_tells_where_it_begins() {
        HmacSchemeBuilder builder = HmacScheme.builder("mine")
                .signatureHeader("X")
                .template("{id}{ts}{body}")
                .id(MessageField.header("I"))
                .timestamp(MessageField.header("T"), TimestampFormat.SECONDS);

        assertThatThrownBy(builder::build).hasMessageContaining("RFC 3339");
        assertThat(builder.timestamp(MessageField.header("T"), TimestampFormat.RFC3339)
                        .build()
                        .hasTimestamp())
                .isTrue();
    }

    @ParameterizedTest(name = "R13, R14 {0}")
    @ValueSource(
            strings = {
                "whsec_",
                "whsec_!",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_",
                "whsec_AB==",
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="
            })
    void a_secret_that_is_no_key_stops_the_start_and_is_not_shown(String text) {
        Secret secret = Secret.of(text).named("mine");

        assertThatThrownBy(() -> StandardWebhooks.verifier(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageContaining("mine")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text, text.substring(5) + " "));
    }

    @ParameterizedTest(name = "R13 {0}")
    @ValueSource(strings = {"whpk_1SiA4o9hyqTCpIqC5V9H", "whsk_6Xb/dCcHpPea21PS1N9VY"})
    void half_of_a_key_pair_is_refused_even_where_any_text_is_a_key(String text) {
        assertThatThrownBy(() -> KeyForm.utf8().keys(Secret.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asymmetric");
    }

    @Test
    void key_forms_read_what_they_say() {
        assertThat(KeyForm.hex().keys(Secret.of("00fF")).get(0)).containsExactly(0, 0xff);
        assertThat(KeyForm.base64("whsec_").keys(Secret.of("AAE=")).get(0)).containsExactly(0, 1);
        assertThat(KeyForm.base64("whsec_").keys(Secret.of("whsec_AAE")).get(0)).containsExactly(0, 1);
        assertThat(KeyForm.utf8().keys(Secret.of("whsec_é")).get(0)).hasSize(8);
        assertThat(KeyForm.sha1OfUtf8()
                        .keys(Secret.of("integration_private_key"))
                        .get(0))
                .hasSize(20);
        assertThat(KeyForm.anyOf(KeyForm.base64("whsec_"), KeyForm.utf8()).keys(Secret.of("polar_whs_1")))
                .hasSize(1);
        assertThat(KeyForm.anyOf(KeyForm.base64("whsec_"), KeyForm.utf8()).keys(Secret.of("whsec_AAE=")))
                .hasSize(2);
        assertThatThrownBy(() -> KeyForm.hex().keys(Secret.of("0g")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hex");
    }

    @Test
    void a_form_may_bound_how_long_a_key_is() {
        KeyForm bounded = KeyForm.base64("whsec_").ofBytes(2, 3);

        assertThat(bounded.keys(Secret.of("AAE=")).get(0)).hasSize(2);
        assertThat(bounded.keys(Secret.of("whsec_AAEC")).get(0)).hasSize(3);
        for (String text : List.of("AA==", "AAECAw==")) {
            assertThatThrownBy(() -> bounded.keys(Secret.of(text).named("mine")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("secret mine cannot be read as Base64 of 2 to 3 bytes");
        }
        assertThatThrownBy(() -> KeyForm.utf8().ofBytes(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyForm.utf8().ofBytes(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_key_of_a_secret_with_several_readings_matches() {
        HmacSchemeBuilder polar = HmacScheme.builder("polar").signatureHeader("X");
        Secret secret = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        HmacVerifier both = HmacVerifier.of(
                polar.key(KeyForm.anyOf(KeyForm.utf8(), KeyForm.base64("whsec_")))
                        .build(),
                secret);
        for (KeyForm form : new KeyForm[] {KeyForm.utf8(), KeyForm.base64("whsec_")}) {
            WebhookRequest unsigned = HmacCase.request(Headers.empty(), HmacCase.BODY);
            Headers headers = HmacSigner.of(polar.key(form).build(), secret).sign(unsigned, Optional.empty(), NOW);

            assertThat(both.verify(HmacCase.request(headers, HmacCase.BODY), NOW))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    void several_signature_headers_may_each_match() {
        HmacScheme box = HmacScheme.builder("box")
                .template("{body}{ts}")
                .signatureHeader("PRIMARY", "SECONDARY")
                .encoding(SignatureEncoding.BASE64)
                .timestamp(MessageField.header("TIME"), TimestampFormat.RFC3339)
                .build();
        Secret primary = Secret.of("primary-0123456789");
        Secret secondary = Secret.of("secondary-0123456789");
        Headers headers = HmacSigner.of(box, primary, secondary)
                .sign(HmacCase.request(Headers.empty(), HmacCase.BODY), Optional.empty(), NOW);

        assertThat(headers.names()).containsExactlyInAnyOrder("PRIMARY", "SECONDARY", "TIME");
        for (Secret one : new Secret[] {primary, secondary}) {
            assertThat(HmacVerifier.of(box, one).verify(HmacCase.request(headers, HmacCase.BODY), NOW))
                    .isInstanceOf(Verified.class);
        }
        assertThat(box.credentialHeaders()).containsExactly("primary", "secondary");
        assertThat(box.messageHeaders()).containsExactly("time");
    }

    @Test
    void method_url_and_fields_are_signed_and_their_separators_refused() {
        HmacScheme scheme = HmacScheme.builder("bound")
                .template("{method}|{url}|{header:X-Topic}|{query:q}|{json:a.b}|{body}")
                .signatureHeader("X-Sig")
                .eventType(MessageField.header("x-topic"))
                .build();
        Secret secret = Secret.of("0123456789abcdef");
        WebhookRequest unsigned = bound("t", "/x?q=1");
        Headers added = HmacSigner.of(scheme, secret).sign(unsigned, Optional.empty(), NOW);
        String signature = added.first("X-Sig").orElseThrow();
        HmacVerifier verifier = HmacVerifier.of(scheme, secret);

        assertThat(scheme.signed())
                .containsExactlyInAnyOrder(SignedPart.METHOD, SignedPart.URL, SignedPart.BODY, SignedPart.EVENT_TYPE);
        assertThat(verifier.verify(bound("t", "/x?q=1", "X-Sig", signature), NOW))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(bound("u", "/x?q=1", "X-Sig", signature), NOW))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
        assertThat(verifier.verify(bound("t|t", "/x?q=1", "X-Sig", signature), NOW))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED));
        assertThat(verifier.verify(bound("t", "/x", "X-Sig", signature), NOW))
                .isEqualTo(Rejected.because(Rejected.Reason.MISSING));
    }

    private static WebhookRequest bound(String topic, String target, String... more) {
        Headers headers = Headers.of("X-Topic", topic);
        for (int i = 0; i < more.length; i += 2) {
            headers = headers.with(more[i], more[i + 1]);
        }
        RequestHead head = RequestHead.of("PUT", target, headers).withExternalUrl("https://a.example" + target);
        return new WebhookRequest(head, "{\"a\":{\"b\":1}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void a_missing_external_url_is_our_fault_and_not_the_senders() {
        HmacScheme scheme = HmacScheme.builder("square")
                .template("{url}{body}")
                .signatureHeader("X-Sig")
                .build();

        assertThat(HmacVerifier.of(scheme, Secret.of("0123456789abcdef"))
                        .verify(
                                new WebhookRequest(
                                        RequestHead.of("POST", "/", Headers.of("X-Sig", "0".repeat(64))),
                                        HmacCase.BODY),
                                NOW))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void a_signer_refuses_what_its_verifier_would_refuse() {
        HmacSigner signer = HmacSigner.of(StandardWebhooks.scheme(), Secret.of("whsec_AAECAwQFBgcICQoLDA0ODw=="));
        WebhookRequest request = HmacCase.request(Headers.empty(), HmacCase.BODY);

        assertThatThrownBy(() -> signer.sign(request, Optional.of("a.b"), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signer.sign(request, Optional.empty(), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signer.sign(
                        HmacCase.request(Headers.of("webhook-id", "a"), HmacCase.BODY), Optional.of("b"), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(signer.toString()).doesNotContain("AAEC");
    }
}
