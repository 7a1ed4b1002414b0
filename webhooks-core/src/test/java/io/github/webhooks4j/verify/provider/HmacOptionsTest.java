package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The preset that is made of options: it can say what other presets say. */
class HmacOptionsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final Secret SECRET = Secret.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    static Stream<Arguments> twins() {
        return Stream.of(
                Arguments.of(GitHub.scheme(), Map.of("header", "X-Hub-Signature-256", "prefix", "sha256=")),
                Arguments.of(
                        Stripe.scheme(),
                        Map.of(
                                "header",
                                "Stripe-Signature",
                                "prefix",
                                "v1=",
                                "delimiter",
                                ",",
                                "timestamp-key",
                                "t",
                                "template",
                                "{ts}.{body}")),
                Arguments.of(
                        StandardWebhooks.scheme(),
                        Map.of(
                                "header", "webhook-signature",
                                "prefix", "v1,",
                                "delimiter", "space",
                                "encoding", "base64",
                                "key", "base64",
                                "key-prefix", "whsec_",
                                "template", "{id}.{ts}.{body}",
                                "timestamp", "header:webhook-timestamp",
                                "id", "header:webhook-id",
                                "type", "json:type")),
                Arguments.of(Paystack.scheme(), Map.of("header", "x-paystack-signature", "algorithm", "sha512")),
                Arguments.of(
                        Klaviyo.scheme(),
                        Map.of(
                                "header",
                                "Klaviyo-Signature",
                                "template",
                                "{body}{ts}",
                                "timestamp",
                                "header:Klaviyo-Timestamp",
                                "timestamp-format",
                                "http-date",
                                "content-key",
                                "true")));
    }

    @ParameterizedTest
    @MethodSource("twins")
    void options_say_what_a_preset_says(HmacScheme preset, Map<String, String> options) {
        WebhookRequest unsigned = request(Headers.empty());
        Optional<String> id = options.containsKey("id") ? Optional.of("m1") : Optional.empty();
        Headers headers = HmacSigner.of(preset, SECRET).sign(unsigned, id, NOW);

        Verified verified = (Verified)
                Providers.byName("hmac").verifier(List.of(SECRET), options).verify(request(headers), NOW);

        assertThat(verified.id()).isEqualTo(id);
        assertThat(verified.contentKey().isPresent()).isEqualTo(options.containsKey("content-key"));
        assertThat(Hmac.verifier(options, Secret.of("AAAA".repeat(8))).verify(request(headers), NOW))
                .isInstanceOf(Rejected.class);
        assertThat(Hmac.scheme(options).signed())
                .containsAll(preset.signed().stream()
                        .filter(part -> part != SignedPart.ID && part != SignedPart.EVENT_TYPE) // not told by options
                        .toList());
    }

    private static WebhookRequest request(Headers headers) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", headers), "{\"type\":\"a.b\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_tolerance_reaches_the_scheme() {
        HmacScheme scheme = Hmac.scheme(
                Map.of("header", "S", "template", "{ts}{body}", "timestamp", "header:T", "tolerance", "PT1M"));

        assertThat(scheme.tolerance()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void every_fault_is_named_at_once() {
        Map<String, String> options = new HashMap<>();
        for (String name :
                List.of("algorithm", "encoding", "key", "content-key", "timestamp-format", "id", "type", "zone")) {
            options.put(name, "what?");
        }
        options.put("tolerance", "5m");
        options.put("template", "{what}");

        assertThatThrownBy(() -> Hmac.verifier(options, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "header is missing",
                        "option algorithm",
                        "option encoding",
                        "option key is",
                        "option content-key",
                        "option timestamp-format is",
                        "option id",
                        "option type",
                        "option zone is unknown",
                        "option tolerance",
                        "unknown token {what}")
                .hasMessageNotContaining(SECRET.reveal());
    }

    @Test
    void a_secret_that_stands_where_the_form_of_a_key_belongs_is_not_told() {
        assertThatThrownBy(() -> Hmac.scheme(Map.of("header", "S", "key", SECRET.reveal())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option key is")
                .hasMessageNotContaining(SECRET.reveal());
    }

    @ParameterizedTest
    @CsvSource({
        "delimiter, two, delimiter must be one character",
        "timestamp-key, t, delimiter must be one character",
        "key-prefix, whsec_, key base64 only",
        "timestamp-format, seconds, neither timestamp nor timestamp-key",
        "timestamp, cookie:t, option timestamp is cookie:t",
        "timestamp, json:, option timestamp is json:",
    })
    void options_that_do_not_fit_together_are_refused(String name, String value, String fault) {
        assertThatThrownBy(() -> Hmac.scheme(Map.of("header", "S", name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void a_time_has_one_place() {
        assertThatThrownBy(() -> Hmac.scheme(Map.of(
                        "header",
                        "S",
                        "prefix",
                        "v1=",
                        "delimiter",
                        ",",
                        "timestamp-key",
                        "t",
                        "timestamp",
                        "header:T")))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() ->
                        Hmac.scheme(Map.of("header", "S", "prefix", "v1", "delimiter", ",", "timestamp-key", "t")))
                .hasMessageContaining("equals sign");
    }
}
