package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that eBay's own libraries are tested with, and what the header field must be. */
class EbayTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String KID = "9936261a-7d7b-4621-a0f1-96ccb428af49";
    private static final String PEM =
            "-----BEGIN PUBLIC KEY-----MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZhhxXKtR+TOvtDbgTPCk"
                    + "Sof02qgBB7IsYOyf76ilExJ/upAa/vKIKheOoCyOpcLmi4t0b4uepb7LLjmMr90FUg==-----END PUBLIC KEY-----";
    private static final String KEY = "{\"key\":\"" + PEM + "\",\"algorithm\":\"ECDSA\",\"digest\":\"SHA1\"}";
    private static final String SIGNATURE =
            "MEYCIQCfxfIWuxmWcIBQJ9c5/X7iGDJqs2RCGsBEaAjinyrrfAIhAIV6wGcTiBuV5KJUif2hokyrL" + "+Q9ssHkad+mx2nEE25w";
    private static final String HEADER = "eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0"
            + "OSIsInNpZ25hdHVyZSI6Ik1FWUNJUUNmeGZJV3V4bVdjSUJRSjljNS9YN2lHREpxczJSQ0dzQkVhQWppbnlycmZBSWhBSVY2d0djVGlCdV"
            + "Y1S0pVaWYyaG9reXJMK1E5c3NIa2FkK214Mm5FRTI1dyIsImRpZ2VzdCI6IlNIQTEifQ==";
    private static final String OF_ANOTHER_BODY =
            "eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0OSIsInNpZ25hdHVyZSI6Ik1FWUNJUU"
                    + "NHY1NubUFrVGZyK1paMlZnMGJXRW9zOGEvdGVCcWk3UGU2OCtoR21MTUNRSWdlRnZrcnRvKzhkczhSVndJM0dnbjFtTUdDck5N"
                    + "RVpKM1NSbE8yZngveHFJPSIsImRpZ2VzdCI6IlNIQTEifQ==";
    private static final String BODY = "{\"metadata\":{\"topic\":\"MARKETPLACE_ACCOUNT_DELETION\","
            + "\"schemaVersion\":\"1.0\",\"deprecated\":false},\"notification\":{\"notificationId\":"
            + "\"49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d\","
            + "\"eventDate\":\"2021-03-19T20:43:59.462Z\",\"publishDate\":\"2021-03-19T20:43:59.679Z\","
            + "\"publishAttemptCount\":1,\"data\":{\"username\":\"test_user\",\"userId\":\"ma8vp1jySJC\","
            + "\"eiasToken\":\"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ==\"}}}";

    private final List<String> asked = new ArrayList<>();

    private Verifier answering(String answer) {
        return Ebay.verifier(kid -> {
            asked.add(kid);
            return Optional.ofNullable(answer);
        });
    }

    private static WebhookRequest post(String body, String... signatures) {
        Headers headers = Headers.empty();
        for (String signature : signatures) {
            headers = headers.with("X-EBAY-SIGNATURE", signature);
        }
        return new WebhookRequest(RequestHead.of("POST", "/", headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String alg, String kid, String signature, String digest) {
        return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"signature\":\"" + signature + "\",\"digest\":\""
                + digest + "\"}";
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    @Test
    void the_message_of_the_libraries() {
        Verification verdict = answering(KEY).verify(post(BODY, HEADER), NOW);

        assertThat(verdict).isInstanceOfSatisfying(Verified.class, verified -> {
            assertThat(verified.id())
                    .contains("49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d");
            assertThat(verified.eventType()).contains("MARKETPLACE_ACCOUNT_DELETION");
            assertThat(verified.signed())
                    .containsExactlyInAnyOrder(SignedPart.BODY, SignedPart.ID, SignedPart.EVENT_TYPE);
            assertThat(verified.timestamp()).isEmpty();
        });
        assertThat(asked).containsExactly(KID);
    }

    @Test
    void the_algorithm_may_be_written_as_the_documentation_does() {
        assertThat(answering(KEY).verify(post(BODY, header(json("ECDSA", KID, SIGNATURE, "SHA1"))), NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void another_body_or_signature_is_none() {
        isRejected(answering(KEY).verify(post(BODY, OF_ANOTHER_BODY), NOW), Reason.MISMATCH);
        isRejected(answering(KEY).verify(post(BODY + " ", HEADER), NOW), Reason.MISMATCH);
        isRejected(answering(KEY).verify(post("", HEADER), NOW), Reason.MISMATCH);
        String cut = SIGNATURE.substring(0, 92);
        isRejected(answering(KEY).verify(post(BODY, header(json("ecdsa", KID, cut, "SHA1"))), NOW), Reason.MISMATCH);
    }

    @Test
    void the_digest_is_that_of_the_key_whatever_the_header_says() {
        String sha256 = header(json("ecdsa", KID, SIGNATURE, "SHA256"));

        isRejected(answering(KEY).verify(post(BODY, sha256), NOW), Reason.MISMATCH);
        isRejected(answering(KEY.replace("SHA1", "SHA256")).verify(post(BODY, HEADER), NOW), Reason.MISMATCH);
        isRejected(answering(KEY.replace("SHA1", "SHA256")).verify(post(BODY, sha256), NOW), Reason.MISMATCH);
    }

    static List<String> headersThatAreNone() {
        return List.of(
                "no Base64!",
                HEADER.replace("=", ""),
                header("no JSON"),
                header("[]"),
                header("{}"),
                header(json("none", KID, SIGNATURE, "SHA1")),
                header(json("HS256", KID, SIGNATURE, "SHA1")),
                header(json("Ecdsa", KID, SIGNATURE, "SHA1")),
                header(json("ecdsa", KID, SIGNATURE, "sha1")),
                header(json("ecdsa", KID, SIGNATURE, "SHA1").replace(",\"digest\":\"SHA1\"", "")),
                header(json("ecdsa", KID, "", "SHA1")),
                header(json("ecdsa", "k", SIGNATURE, "SHA1")),
                header(json("ecdsa", "../" + KID, SIGNATURE, "SHA1")),
                header(json("ecdsa", KID + "\\n", SIGNATURE, "SHA1")),
                header(json("ecdsa", KID, "no Base64!", "SHA1")),
                header(json("ecdsa", KID, SIGNATURE, "MD5")),
                header(json("ecdsa", KID, SIGNATURE, "SHA1").replace("{\"alg\"", "{\"kid\":\"" + KID + "\",\"alg\"")),
                header(json("ecdsa", KID, SIGNATURE, "SHA1") + " {}"),
                header(json("ecdsa", KID, SIGNATURE, "SHA1").replace("\"alg\":\"ecdsa\",", "")),
                header(json("ecdsa", KID, SIGNATURE, "SHA1") + " ".repeat(2048)));
    }

    @ParameterizedTest
    @MethodSource("headersThatAreNone")
    void a_header_field_that_is_none_asks_for_no_key(String header) {
        isRejected(answering(KEY).verify(post(BODY, header), NOW), Reason.MALFORMED);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_header_field_is_there_once() {
        isRejected(answering(KEY).verify(post(BODY), NOW), Reason.MISSING);
        isRejected(answering(KEY).verify(post(BODY, " "), NOW), Reason.MISSING);
        isRejected(answering(KEY).verify(post(BODY, HEADER, HEADER), NOW), Reason.MALFORMED);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_key_that_ebay_does_not_know_is_none_and_one_that_cannot_be_had_is_nobodys_fault() {
        isRejected(answering(null).verify(post(BODY, HEADER), NOW), Reason.NO_KEY);
        Verifier down = Ebay.verifier(kid -> {
            throw new IOException("down");
        });
        assertThat(down.verify(post(BODY, HEADER), NOW)).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"key\":\"" + PEM + "\",\"algorithm\":\"RSA\",\"digest\":\"SHA1\"}",
                "{\"key\":\"" + PEM + "\",\"algorithm\":\"ECDSA\",\"digest\":\"MD5\"}",
                "{\"key\":\"" + PEM + "\",\"algorithm\":\"ECDSA\"}",
                "{\"key\":\"MFkw\",\"algorithm\":\"ECDSA\",\"digest\":\"SHA1\"}",
                "{\"algorithm\":\"ECDSA\",\"digest\":\"SHA1\"}"
            })
    void an_answer_that_is_no_key_is_a_key_that_cannot_be_had(String answer) {
        assertThat(answering(answer).verify(post(BODY, HEADER), NOW)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_key_on_another_curve_is_none() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());

        assertThat(answering(KEY.replaceAll("(KEY-----)[^-]*(-----END)", "$1" + key + "$2"))
                        .verify(post(BODY, HEADER), NOW))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void a_key_is_asked_for_once_an_hour() {
        Verifier verifier = answering(KEY);
        for (int minute = 0; minute < 60; minute++) {
            verifier.verify(post(BODY, HEADER), NOW.plusSeconds(60L * minute));
        }
        assertThat(asked).hasSize(1);

        verifier.verify(post(BODY, HEADER), NOW.plusSeconds(3601));
        assertThat(asked).hasSize(2);
    }

    @Test
    void the_preset_knows_production_and_sandbox() {
        List<Secret> secret = List.of(Secret.of("a secret of the tests"));
        Provider provider = Providers.byName("ebay");

        for (String environment : List.of("production", "sandbox")) {
            assertThat(provider.verifier(secret, Map.of("client-id", "app", "environment", environment)))
                    .hasToString("EbayVerifier");
        }
        assertThatThrownBy(() -> provider.verifier(secret, Map.of("client-id", "app", "environment", "test")))
                .hasMessageContaining("production or sandbox");
        assertThatThrownBy(() -> provider.verifier(secret, Map.of())).hasMessageContaining("client-id is missing");
        assertThatThrownBy(() -> Ebay.verifier("a:b", secret.get(0))).hasMessageContaining("client id");
    }

    private static KeyPair pair() {
        return TestTokens.ec("secp256r1");
    }

    private static String answer(KeyPair keys, String digest) {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return KEY.replaceAll("(KEY-----)[^-]*(-----END)", "$1" + key + "$2").replace("SHA1", digest);
    }

    private static WebhookRequest signed(byte[] signature, String digest) {
        return post(BODY, header(json("ecdsa", KID, Base64.getEncoder().encodeToString(signature), digest)));
    }

    @Test
    void either_digest_verifies_what_it_signed_and_der_is_the_one_form_of_a_signature() {
        KeyPair keys = pair();
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        Map<String, PublicKeyAlgorithm> digests =
                Map.of("SHA1", PublicKeyAlgorithm.ECDSA_P256_SHA1, "SHA256", PublicKeyAlgorithm.ECDSA_P256_SHA256);
        digests.forEach((digest, algorithm) -> {
            byte[] der = algorithm.sign(keys.getPrivate(), body);
            Verifier verifier = answering(answer(keys, digest));

            assertThat(verifier.verify(signed(der, digest), NOW)).isInstanceOf(Verified.class);
            isRejected(verifier.verify(signed(Arrays.copyOf(der, der.length + 1), digest), NOW), Reason.MISMATCH);
            isRejected(answering(answer(pair(), digest)).verify(signed(der, digest), NOW), Reason.MISMATCH);
        });
        byte[] flat = PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.sign(keys.getPrivate(), body);
        isRejected(answering(answer(keys, "SHA256")).verify(signed(flat, "SHA256"), NOW), Reason.MISMATCH);
    }

    @Test
    void an_id_that_ebay_does_not_know_is_asked_for_again_after_a_minute() {
        Verifier verifier = answering(null);
        for (int second : new int[] {0, 59, 60, 61, 119}) {
            isRejected(verifier.verify(post(BODY, HEADER), NOW.plusSeconds(second)), Reason.NO_KEY);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void ids_that_are_made_up_do_not_keep_the_genuine_key_from_being_loaded_anew() {
        Verifier verifier = Ebay.verifier(kid -> {
            asked.add(kid);
            return kid.equals(KID) ? Optional.of(KEY) : Optional.empty();
        });
        assertThat(verifier.verify(post(BODY, HEADER), NOW)).isInstanceOf(Verified.class);
        Instant later = NOW.plusSeconds(3600);
        for (int i = 0; i < 200; i++) {
            String kid = String.format(Locale.ROOT, "%08d", i) + KID.substring(8);
            verifier.verify(post(BODY, header(json("ecdsa", kid, SIGNATURE, "SHA1"))), later);
        }

        assertThat(asked).hasSizeBetween(60, 70);
        assertThat(verifier.verify(post(BODY, HEADER), later)).isInstanceOf(Verified.class);
    }
}
