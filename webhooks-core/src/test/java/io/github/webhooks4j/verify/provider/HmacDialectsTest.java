package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single presets have that the others have not. */
class HmacDialectsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final Secret SECRET = Secret.of("0123456789abcdef");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String URL = "https://example.com/hook";
    private static final String FROZEN = "{\"id\":\"evt_1\",\"note\":\"Zażółć ♥\"}";

    private static WebhookRequest post(String url, String body, String... headers) {
        return post(url, body, Headers.of(headers));
    }

    private static WebhookRequest post(String url, String body, Headers headers) {
        RequestHead head = RequestHead.of("POST", "/hook", headers).withExternalUrl(url);
        return new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static String signature(HmacScheme scheme, String header, WebhookRequest request) {
        return HmacSigner.of(scheme, SECRET)
                .sign(request, Optional.empty(), NOW)
                .first(header)
                .orElseThrow();
    }

    private static Verification mandrill(String url, String type, String body, String signature) {
        return Mandrill.verifier(SECRET)
                .verify(post(url, body, "Content-Type", type, "X-Mandrill-Signature", signature), NOW);
    }

    @Test
    void mandrill_signs_the_fields_of_a_form_and_not_its_bytes() {
        String good =
                signature(Mandrill.scheme(), "X-Mandrill-Signature", post(URL, "b=2&a=1%202", "Content-Type", FORM));

        assertThat(mandrill(URL, FORM, "a=1+2&b=2", good)).isInstanceOf(Verified.class);
        assertThat(((Verified) mandrill(URL, FORM, "a=1+2&b=2", good)).bodyBound())
                .isFalse();
        isRejected(mandrill(URL, FORM, "a=1+2&b=3", good), Reason.MISMATCH);
        isRejected(mandrill(URL + "?", FORM, "a=1+2&b=2", good), Reason.MISMATCH);
    }

    @Test
    void a_mandrill_url_cannot_swallow_the_beginning_of_the_form_R5() {
        String body = "mandrill_events=[{\"subject\":\"mandrill_events[{}]z\"}]";
        String good = signature(Mandrill.scheme(), "X-Mandrill-Signature", post(URL, body, "Content-Type", FORM));

        assertThat(mandrill(URL, FORM, body, good)).isInstanceOf(Verified.class);
        isRejected(
                mandrill(URL + "mandrill_events[{\"subject\":\"", FORM, "mandrill_events=[{}]&z=\"}]", good),
                Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a=%zz", "&%zz=1", "&a=%", "&a=%+1", "&a=[\"%u0041\"]", "&a=%FF", "&%C3%28=1"})
    void a_mandrill_field_that_cannot_be_read_is_not_let_through_unsigned(String more) {
        String good = signature(Mandrill.scheme(), "X-Mandrill-Signature", post(URL, "a=1", "Content-Type", FORM));

        assertThat(mandrill(URL, FORM, "a=1", good)).isInstanceOf(Verified.class);
        isRejected(mandrill(URL, FORM, "a=1" + more, good), Reason.MALFORMED);
        isRejected(mandrill(URL, FORM, more.substring(1) + "&a=1", good), Reason.MALFORMED);
    }

    @Test
    void a_large_form_without_an_equals_sign_takes_no_long_time() {
        String signature = Base64.getEncoder().encodeToString(new byte[20]);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> isRejected(mandrill(URL, FORM, "a&".repeat(500_000), signature), Reason.MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({"application/json,{}", "application/x-www-form-urlencoded,''", "application/json,a=b"})
    void a_mandrill_body_that_is_no_form_is_not_let_through_unsigned(String type, String body) {
        String ofUrlAlone = signature(
                HmacScheme.builder("url")
                        .hash(HmacHash.SHA1)
                        .template("{url}")
                        .signatureHeader("S")
                        .encoding(io.github.webhooks4j.verify.SignatureEncoding.BASE64)
                        .build(),
                "S",
                post(URL, ""));

        isRejected(mandrill(URL, type, body, ofUrlAlone), Reason.MISSING);
    }

    @Test
    void the_published_test_key_of_mandrill_is_refused() {
        assertThatThrownBy(() -> Mandrill.verifier(Secret.of("test-webhook")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("published");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2023", "2", "\"}2023-11-14T22:13:2"})
    void a_time_behind_the_body_cannot_be_cut_at_another_place_R5(String moved) {
        for (HmacScheme scheme : Set.of(Box.scheme(), Klaviyo.scheme())) {
            boolean box = scheme.name().equals("box");
            String time = box ? "BOX-DELIVERY-TIMESTAMP" : "Klaviyo-Timestamp";
            String header = box ? "BOX-SIGNATURE-PRIMARY" : "Klaviyo-Signature";
            String body = "{\"a\":\"" + moved;
            Headers signed = HmacSigner.of(scheme, SECRET).sign(post(URL, body), Optional.empty(), NOW);
            String written = signed.first(time).orElseThrow();
            String good = signed.first(header).orElseThrow();
            Verifier verifier = HmacVerifier.of(scheme, SECRET);
            assertThat(verifier.verify(post(URL, body, signed), NOW)).isInstanceOf(Verified.class);

            for (int cut = 1; cut < body.length(); cut++) {
                String rest = body.substring(cut) + written;
                isRejected(
                        verifier.verify(post(URL, body.substring(0, cut), time, rest, header, good), NOW),
                        Reason.MALFORMED);
            }
            for (int cut = 1; cut < written.length(); cut++) {
                String longer = body + written.substring(0, cut);
                isRejected(
                        verifier.verify(post(URL, longer, time, written.substring(cut), header, good), NOW),
                        Reason.MALFORMED);
            }
        }
    }

    @Test
    void persona_signs_a_whole_set_per_secret_and_a_set_of_another_time_is_refused() {
        Secret other = Secret.of("another secret");
        Headers signed = HmacSigner.of(Persona.scheme(), SECRET, other).sign(post(URL, "{}"), Optional.empty(), NOW);
        String both = signed.first("Persona-Signature").orElseThrow();

        assertThat(both).matches("t=1700000000,v1=[0-9a-f]{64} t=1700000000,v1=[0-9a-f]{64}");
        for (Secret one : new Secret[] {SECRET, other}) {
            assertThat(Persona.verifier(one).verify(post(URL, "{}", signed), NOW))
                    .isInstanceOf(Verified.class);
        }
        String spoilt = both.replace(" t=1700000000", " t=1700000001");
        isRejected(
                Persona.verifier(SECRET).verify(post(URL, "{}", "Persona-Signature", spoilt), NOW), Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, true",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, false",
        "SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, false",
        "md5=757107ea0eb2509fc211221cce984b8a, false",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17, false",
    })
    void vector_4_websub_takes_the_method_from_the_header_if_it_is_allowed(String signature, boolean good) {
        Verifier verifier = WebSub.verifier(Secret.of("It's a Secret to Everybody"));
        Verification verdict = verifier.verify(post(URL, "Hello, World!", "X-Hub-Signature", signature), NOW);

        assertThat(verdict).isInstanceOf(good ? Verified.class : Rejected.class);
    }

    @Test
    void websub_refuses_sha1_unless_it_is_asked_for() {
        WebhookRequest request = post(URL, FROZEN, "X-Hub-Signature", "sha1=0bbd92a591aa465bdf6e8bd9ba88653bac90f62e");

        isRejected(WebSub.verifier(Secret.of("s")).verify(request, NOW), Reason.MALFORMED);
        assertThat(WebSub.verifier(Set.of(HmacHash.SHA1), Secret.of("s")).verify(request, NOW))
                .isInstanceOf(Verified.class);
        assertThat(WebSub.methods(java.util.Map.of("methods", "sha256, sha1")))
                .containsExactlyInAnyOrder(HmacHash.SHA1, HmacHash.SHA256);
        assertThatThrownBy(() -> WebSub.methods(java.util.Map.of("methods", "sha256,md5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("md5");
        assertThatThrownBy(() -> WebSub.verifier(Set.of(), SECRET)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_websub_signature_given_twice_is_refused_R6() {
        String good = signature(WebSub.scheme(HmacHash.SHA512), "X-Hub-Signature", post(URL, "{}"));
        Verifier verifier = WebSub.verifier(SECRET);

        assertThat(verifier.verify(post(URL, "{}", "X-Hub-Signature", good), NOW))
                .isInstanceOf(Verified.class);
        for (String other : new String[] {good, "", "sha256=00"}) {
            isRejected(
                    verifier.verify(post(URL, "{}", "X-Hub-Signature", good, "X-Hub-Signature", other), NOW),
                    Reason.MALFORMED);
            isRejected(
                    verifier.verify(post(URL, "{}", "X-Hub-Signature", other, "X-Hub-Signature", good), NOW),
                    Reason.MALFORMED);
        }
        isRejected(verifier.verify(post(URL, "{}"), NOW), Reason.MISSING);
    }

    private static final Secret HUBSPOT = Secret.of("yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy");
    private static final String EVENTS =
            "[{\"eventId\":1,\"subscriptionId\":12345,\"portalId\":62515,\"occurredAt\":1564113600000,"
                    + "\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":123,"
                    + "\"changeSource\":\"CRM\",\"changeFlag\":\"NEW\",\"appId\":54321}]";

    @Test
    void vector_14_hubspot_version_1() {
        Verified verified = (Verified) HubSpotV1.verifier(HUBSPOT)
                .verify(
                        post(
                                URL,
                                EVENTS,
                                "X-HubSpot-Signature",
                                "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"),
                        NOW);

        assertThat(verified.signed()).containsExactly(SignedPart.BODY);
        assertThat(verified.contentKey()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET,``,eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e",
                "POST,{\"example_field\":\"example_value\"},"
                        + "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900"
            })
    void vector_14_hubspot_version_2(String method, String body, String signature) {
        RequestHead head = RequestHead.of(method, "/webhook_uri", Headers.of("X-HubSpot-Signature", signature));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        RequestHead there = head.withExternalUrl("https://www.example.com/webhook_uri");

        assertThat(HubSpotV2.verifier(HUBSPOT).verify(new WebhookRequest(there, bytes), NOW))
                .isInstanceOf(Verified.class);
        isRejected(
                HubSpotV2.verifier(HUBSPOT)
                        .verify(
                                new WebhookRequest(head.withExternalUrl("https://www.example.com/webhook_url"), bytes),
                                NOW),
                Reason.MISMATCH);
        assertThat(HubSpotV2.verifier(HUBSPOT).verify(new WebhookRequest(head, bytes), NOW))
                .isInstanceOf(Unavailable.class);
        isRejected(
                HubSpotV2.verifier(HUBSPOT)
                        .verify(new WebhookRequest(head.withExternalUrl("https://www.example.com/{"), bytes), NOW),
                Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"hubspot-v2, X-HubSpot-Signature", "square, x-square-hmacsha256-signature"})
    void a_url_cannot_swallow_the_beginning_of_an_array_R5(String provider, String header) {
        Verifier verifier = Providers.byName(provider).verifier(List.of(SECRET), Map.of());
        byte[] whole = "[{\"a\":1}]".getBytes(StandardCharsets.UTF_8);
        String url = "https://www.example.com/hooks?a=b";
        String signature = provider.equals("square")
                ? signature(Square.scheme(), header, post(url, new String(whole, StandardCharsets.UTF_8)))
                : HexFormat.of().formatHex(HubSpotDigest.digest(SECRET, "POST" + url, whole));
        RequestHead head = RequestHead.of("POST", "/hooks?a=b", Headers.of(header, signature));
        byte[] rest = Arrays.copyOfRange(whole, 1, whole.length);

        assertThat(verifier.verify(new WebhookRequest(head.withExternalUrl(url), whole), NOW))
                .isInstanceOf(Verified.class);
        isRejected(verifier.verify(new WebhookRequest(head.withExternalUrl(url + "["), rest), NOW), Reason.MALFORMED);
    }

    @Test
    void a_hubspot_digest_cannot_be_carried_on_to_a_longer_body() throws Exception {
        String extended = EVENTS + "\u0080\0\0\0\0\0\0\5\u0080[]";
        String digest = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest((HUBSPOT.reveal() + extended).getBytes(StandardCharsets.UTF_8)));

        isRejected(
                HubSpotV1.verifier(HUBSPOT).verify(post(URL, extended, "X-HubSpot-Signature", digest), NOW),
                Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817d",
                "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de0",
                "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817dg",
                "sha256=232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"
            })
    void another_spelling_of_a_hubspot_digest_is_malformed(String signature) {
        isRejected(
                HubSpotV1.verifier(HUBSPOT).verify(post(URL, EVENTS, "X-HubSpot-Signature", signature), NOW),
                Reason.MALFORMED);
    }

    @Test
    void hubspot_secrets_expire_and_a_doubled_signature_is_refused() {
        String good = "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de";
        WebhookRequest request = post(URL, EVENTS, "X-HubSpot-Signature", good);
        Secret gone = HUBSPOT.notAfter(NOW.minusNanos(1));

        isRejected(HubSpotV1.verifier(gone).verify(request, NOW), Reason.NO_KEY);
        isRejected(HubSpotV1.verifier(SECRET, gone).verify(request, NOW), Reason.MISMATCH);
        assertThat(HubSpotV1.verifier(SECRET, HUBSPOT).verify(request, NOW)).isInstanceOf(Verified.class);
        isRejected(
                HubSpotV1.verifier(HUBSPOT)
                        .verify(post(URL, EVENTS, "X-HubSpot-Signature", good, "X-HubSpot-Signature", good), NOW),
                Reason.MALFORMED);
    }
}
