package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against signatures that it did not make, and where it finds id and event type. */
class PresetVectorsTest {
    private static final Instant FROZEN_AT = Instant.ofEpochSecond(1700000000);
    private static final Secret SPEC = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String URL = "https://example.com/hook";

    record Vector(String number, String preset, Secret secret, Instant at, WebhookRequest request) {
        static Vector parse(String line) {
            String[] cells = line.split(" \\| ", -1);
            Headers.Builder headers = Headers.builder();
            for (String field : cells[6].split(" ~ ", -1)) {
                int colon = field.indexOf(": ");
                headers.add(field.substring(0, colon), field.substring(colon + 2));
            }
            RequestHead head = RequestHead.of("POST", "/", headers.build());
            return new Vector(
                    cells[0],
                    cells[1],
                    Secret.of(cells[2]),
                    Instant.ofEpochMilli(Long.parseLong(cells[3])),
                    new WebhookRequest(
                            cells[4].isEmpty() ? head : head.withExternalUrl(cells[4]),
                            cells[5].getBytes(StandardCharsets.UTF_8)));
        }

        Verification verdict(Secret secret) {
            return Providers.byName(preset).verifier(List.of(secret), Map.of()).verify(request, at);
        }

        @Override
        public String toString() {
            return number + " " + preset;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream file = PresetVectorsTest.class.getResourceAsStream("preset-vectors.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::parse);
        }
    }

    @ParameterizedTest(name = "vector {0}")
    @MethodSource("vectors")
    void a_signature_made_elsewhere_is_accepted_and_by_another_secret_is_not(Vector vector) {
        assertThat(vector.verdict(vector.secret())).isInstanceOf(Verified.class);

        boolean bare = List.of("adyen-platform", "finch").contains(vector.preset());
        assertThat(vector.verdict(bare ? Secret.of("00".repeat(32)) : Secret.of("whsec_" + "AAAA".repeat(8))))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }

    @Test
    void no_preset_is_without_a_vector() throws Exception {
        Set<String> covered = new TreeSet<>(List.of("github", "slack", "standard-webhooks", "stripe", "svix"));
        vectors().forEach(vector -> covered.add(vector.preset()));

        assertThat(covered).containsExactlyElementsOf(hmacPresets().toList());
    }

    static Stream<String> hmacPresets() {
        return Providers.names().stream()
                .filter(name -> Providers.byName(name).scheme().isPresent());
    }

    @Test
    void zendesk_refuses_the_published_test_secret_unless_it_is_allowed() {
        Secret known = Secret.of(Zendesk.TEST_SECRET);
        WebhookRequest request = new WebhookRequest(
                RequestHead.of(
                        "POST",
                        "/",
                        Headers.of(
                                "X-Zendesk-Webhook-Signature",
                                "UCAd/G9CSHVOJxEiWd4SEpxE95LcVUBodVbjJX40Csw=",
                                "X-Zendesk-Webhook-Signature-Timestamp",
                                "2023-11-14T22:13:20Z")),
                "{\"id\":\"evt_1\",\"note\":\"Zażółć ♥\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Zendesk.verifier(known))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("published")
                .hasMessageNotContaining(Zendesk.TEST_SECRET);
        assertThatThrownBy(() -> Zendesk.verifier(Secret.of("another secret"), known))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HmacVerifier.of(Zendesk.testScheme(), known).verify(request, FROZEN_AT))
                .isInstanceOf(Verified.class);
    }

    @Test
    void a_twitch_id_cannot_swallow_time_and_body_R5() {
        Secret secret = Secret.of("s3cRe7s3cRe7");
        byte[] body = "{\"at\":\"2023-11-14T22:13:21Z\"}".getBytes(StandardCharsets.UTF_8);
        Headers genuine = HmacSigner.of(Twitch.scheme(), secret)
                .sign(request(Headers.empty(), body), Optional.of("m1"), FROZEN_AT);
        Headers shifted = Headers.of(
                "Twitch-Eventsub-Message-Id",
                "m12023-11-14T22:13:20Z{\"at\":\"",
                "Twitch-Eventsub-Message-Timestamp",
                "2023-11-14T22:13:21Z",
                "Twitch-Eventsub-Message-Signature",
                genuine.first("Twitch-Eventsub-Message-Signature").orElseThrow());

        assertThat(Twitch.verifier(secret).verify(request(genuine, body), FROZEN_AT))
                .isInstanceOf(Verified.class);
        assertThat(Twitch.verifier(secret).verify(request(shifted, "\"}".getBytes(StandardCharsets.UTF_8)), FROZEN_AT))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED));
    }

    @Test
    void a_square_url_cannot_swallow_the_beginning_of_the_body_R5() {
        Secret secret = Secret.of("signature-key");
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        Headers genuine = HmacSigner.of(Square.scheme(), secret)
                .sign(request(Headers.empty(), body), Optional.empty(), FROZEN_AT);
        WebhookRequest shifted = new WebhookRequest(
                RequestHead.of("POST", "/", genuine).withExternalUrl(URL + "{\"a\":"),
                "1}".getBytes(StandardCharsets.UTF_8));

        assertThat(Square.verifier(secret).verify(request(genuine, body), FROZEN_AT))
                .isInstanceOf(Verified.class);
        assertThat(Square.verifier(secret).verify(shifted, FROZEN_AT))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED));
    }

    @Test
    void docusign_may_match_with_any_of_its_numbered_headers_and_not_with_another() {
        String good = "16FUVH58NeMcTIIOICN2UJOcPTTa4TbjCndXymGrtM8=";
        String other = "A" + good.substring(1);
        byte[] body = "Test Payload Body".getBytes(StandardCharsets.UTF_8);
        Headers both = Headers.of("X-DocuSign-Signature-1", other, "X-DocuSign-Signature-2", good);
        Headers beyond = Headers.of("X-DocuSign-Signature-1", other, "X-DocuSign-Signature-33", good);

        assertThat(DocuSign.verifier(Secret.of("Convoy")).verify(request(both, body), FROZEN_AT))
                .isInstanceOf(Verified.class);
        assertThat(DocuSign.verifier(Secret.of("Convoy")).verify(request(beyond, body), FROZEN_AT))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
        assertThatThrownBy(() -> HmacScheme.builder("mine").numberedSignatureHeaders("X-", 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33");
    }

    @Test
    void a_gitlab_token_tells_id_and_type_and_binds_nothing() {
        Headers headers = Headers.of("X-Gitlab-Token", "a secret token", "X-Gitlab-Event-UUID", "u1");
        byte[] body = "{\"object_kind\":\"push\"}".getBytes(StandardCharsets.UTF_8);
        Verified verified =
                (Verified) GitLab.verifier(Secret.of("a secret token")).verify(request(headers, body), FROZEN_AT);
        Verified again = (Verified) GitLab.verifier(Secret.of("a secret token"))
                .verify(request(headers.with("Idempotency-Key", "k1"), body), FROZEN_AT);

        assertThat(verified.scheme()).isEqualTo("gitlab");
        assertThat(verified.id()).contains("u1");
        assertThat(again.id()).contains("k1");
        assertThat(verified.eventType()).contains("push");
        assertThat(verified.signed()).isEmpty();
        assertThat(GitLab.verifier(Secret.of("a secret token")).messageHeaders())
                .containsExactly("idempotency-key", "x-gitlab-event-uuid");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "preset-places.csv")
    void id_and_type_are_where_the_preset_says(String name, String id, String type, String typeSigned, String key) {
        Verified verified = verdictOnEverything(name);
        boolean idSigned = !id.equals("-") && !id.equals("header");

        if (id.equals("-")) {
            assertThat(verified.id()).isEmpty();
        } else {
            assertThat(verified.id()).contains(id.equals("header") || id.equals("signed") ? "m1" : id);
        }
        if (type.equals("-")) {
            assertThat(verified.eventType()).isEmpty();
        } else {
            assertThat(verified.eventType()).contains(type.equals("header") ? "th" : type);
        }
        assertThat(verified.signed().contains(SignedPart.ID)).isEqualTo(idSigned);
        assertThat(verified.signed().contains(SignedPart.EVENT_TYPE)).isEqualTo(typeSigned.equals("signed"));
        assertThat(verified.contentKey().isPresent()).isEqualTo(key.equals("content"));
        assertThat(idSigned && verified.contentKey().isPresent()).isFalse();
    }

    /** A request that has a value in every place that any preset looks at. */
    private static Verified verdictOnEverything(String name) {
        String event = name.equals("pagerduty") ? "{\"id\":\"i4\",\"event_type\":\"t10\"}" : "\"t3\"";
        byte[] body = ("{\"id\":\"i1\",\"type\":\"t1\",\"event_id\":\"i2\",\"event_type\":\"t2\",\"event\":" + event
                        + ",\"topic\":\"t4\",\"object\":\"t5\",\"webhookEvent\":\"t6\",\"object_kind\":\"t7\""
                        + ",\"subscription\":{\"type\":\"t8\"},\"action\":{\"id\":\"i3\",\"type\":\"t9\"}"
                        + ",\"meta\":{\"event_name\":\"t11\"},\"webhook_metadata\":{\"event\":{\"id\":\"i5\",\"include\":\"t12\"}}"
                        + ",\"data\":{\"id\":\"i6\",\"type\":\"t13\",\"attributes\":{\"name\":\"t14\"}"
                        + ",\"meta\":{\"event_type\":\"t15\"}},\"metric\":\"t16\",\"triggerType\":\"t17\""
                        + ",\"trigger\":\"t18\",\"status\":\"t19\",\"category\":\"t20\""
                        + ",\"webhookTimestamp\":1700000000000}")
                .getBytes(StandardCharsets.UTF_8);
        HmacScheme scheme = Providers.byName(name).scheme().orElseThrow();
        boolean bare = List.of("adyen-platform", "finch").contains(name);
        Secret secret = bare ? Secret.of("00112233445566778899aabbccddeeff") : SPEC;
        Headers.Builder headers = Headers.builder();
        headers.add("Content-Type", name.equals("mandrill") ? "application/x-www-form-urlencoded" : "application/json");
        for (String type : List.of(
                "X-Event-Key",
                "X-GitHub-Event",
                "Sentry-Hook-Resource",
                "X-Shopify-Topic",
                "X-WC-Webhook-Topic",
                "Shopify-Topic",
                "X-Gitea-Event",
                "X-Forgejo-Event",
                "sanity-operation")) {
            headers.add(type, "th");
        }
        Headers known = headers.build();
        HmacSigner.of(scheme, secret)
                .sign(request(known, body), Optional.of("m1"), FROZEN_AT)
                .forEach(headers::add);
        return (Verified) Providers.byName(name)
                .verifier(List.of(secret), Map.of())
                .verify(request(headers.build(), body), FROZEN_AT);
    }

    @Test
    void no_preset_is_without_a_row_of_places() throws Exception {
        try (InputStream file = PresetVectorsTest.class.getResourceAsStream("preset-places.csv")) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.substring(0, line.indexOf(','))))
                    .containsExactlyElementsOf(hmacPresets().toList());
        }
    }

    private static WebhookRequest request(Headers headers, byte[] body) {
        return new WebhookRequest(RequestHead.of("POST", "/hook", headers).withExternalUrl(URL), body);
    }
}
