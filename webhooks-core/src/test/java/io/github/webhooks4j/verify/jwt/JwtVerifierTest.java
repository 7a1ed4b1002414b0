package io.github.webhooks4j.verify.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final long NOW_SECONDS = 1_900_000_000L;
    private static final Instant NOW = Instant.ofEpochSecond(NOW_SECONDS);
    private static final Secret SECRET = Secret.of("a secret of the token tests");
    private static final Secret OTHER =
            Secret.of("another secret of the token tests").named("other");
    private static final String CLAIMS = "{\"exp\":" + (NOW_SECONDS + 60) + "}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] key(Secret secret) {
        return bytes(secret.reveal());
    }

    private static JwtVerifierBuilder shared() {
        return JwtVerifier.builder("test", JwtKeys.hs256(SECRET, OTHER)).expires(Duration.ofHours(1));
    }

    private static WebhookRequest request(String body, String... headers) {
        return new WebhookRequest(RequestHead.of("POST", "/", Headers.of(headers)), bytes(body));
    }

    private static WebhookRequest bearing(String token) {
        return request("{}", "Authorization", "Bearer " + token);
    }

    private static void assertRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    private static Verification of(JwtVerifier verifier, String token) {
        return verifier.verify(bearing(token), NOW);
    }

    private static Verification ofClaims(JwtVerifierBuilder builder, String claims) {
        return of(builder.build(), TestTokens.hs256(key(SECRET), claims));
    }

    @Test
    void a_token_of_any_live_secret_is_verified_and_the_secret_named() {
        assertThat(of(shared().build(), TestTokens.hs256(key(SECRET), CLAIMS)))
                .isInstanceOfSatisfying(Verified.class, it -> {
                    assertThat(it.keyName()).contains("secret");
                    assertThat(it.bodyBound()).isFalse();
                    assertThat(it.contentKey()).isEmpty();
                });
        assertThat(of(shared().build(), TestTokens.hs256(key(OTHER), CLAIMS)))
                .isInstanceOfSatisfying(
                        Verified.class, it -> assertThat(it.keyName()).contains("other"));
        assertRejected(of(shared().build(), TestTokens.hs256(bytes("a third"), CLAIMS)), Reason.MISMATCH);
    }

    @Test
    void secrets_past_their_end_are_no_keys() {
        JwtVerifier verifier = JwtVerifier.builder("test", JwtKeys.hs256(SECRET, OTHER.notAfter(NOW.minusSeconds(1))))
                .neverExpires()
                .build();
        assertRejected(of(verifier, TestTokens.hs256(key(OTHER), CLAIMS)), Reason.MISMATCH);
        JwtVerifier none = JwtVerifier.builder("test", JwtKeys.hs256(SECRET.notAfter(NOW.minusSeconds(1))))
                .neverExpires()
                .build();
        assertRejected(of(none, TestTokens.hs256(key(SECRET), CLAIMS)), Reason.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"HS384\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":null}",
                "{}",
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"b64\":true}",
                "{\"alg\":\"HS256\",\"typ\":\"secevent+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":1}",
                "[]",
                "\"HS256\"",
                "{\"alg\":\"HS256\"} {}",
            })
    void a_header_that_asks_for_anything_else_is_malformed(String header) {
        assertRejected(of(shared().build(), TestTokens.hs256(key(SECRET), header, CLAIMS)), Reason.MALFORMED);
    }

    @Test
    void a_token_without_a_signature_is_malformed() {
        String unsigned = TestTokens.base64("{\"alg\":\"none\"}") + "." + TestTokens.base64(CLAIMS) + ".";
        assertRejected(of(shared().build(), unsigned), Reason.MALFORMED);
        String signed = TestTokens.hs256(key(SECRET), CLAIMS);
        assertRejected(of(shared().build(), signed.substring(0, signed.lastIndexOf('.') + 1)), Reason.MALFORMED);
    }

    @Test
    void no_character_of_a_token_can_be_changed() {
        JwtVerifier verifier = shared().build();
        String token = TestTokens.hs256(key(SECRET), CLAIMS);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(of(verifier, changed)).as("character %d", i).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void there_is_one_spelling_of_a_token() {
        JwtVerifier verifier = shared().build();
        String token = TestTokens.hs256(key(SECRET), CLAIMS);
        char last = token.charAt(token.length() - 1);
        String spare = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String sameBytes = token.substring(0, token.length() - 1) + spare.charAt(spare.indexOf(last) ^ 1);
        for (String other : List.of(
                token + "=",
                token + " ",
                " " + token,
                token + ".",
                token + "." + token,
                token.replace(".", ". "),
                sameBytes,
                token + "ł",
                "." + token,
                "..",
                ".",
                "",
                "a.b",
                token.substring(1))) {
            assertThat(of(verifier, other)).as(other).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void a_token_of_8_kib_is_read_and_a_longer_one_is_not() {
        JwtVerifier verifier = shared().build();
        String start = "{\"exp\":" + (NOW_SECONDS + 60) + ",\"x\":\"";
        int free = 8 * 1024 - TestTokens.hs256(key(SECRET), start + "\"}").length();
        String fits = "";
        for (int length = free * 3 / 4; fits.length() < 8 * 1024 - 1; length++) {
            fits = TestTokens.hs256(key(SECRET), start + "x".repeat(length) + "\"}");
        }
        assertThat(fits.length()).isBetween(8 * 1024 - 1, 8 * 1024);
        assertThat(of(verifier, fits)).isInstanceOf(Verified.class);
        String longer = TestTokens.hs256(key(SECRET), start + "x".repeat(free * 3 / 4 + 4) + "\"}");
        assertThat(longer.length()).isGreaterThan(8 * 1024);
        assertRejected(of(verifier, longer), Reason.MALFORMED);
    }

    @Test
    void the_header_field_holds_one_token_after_its_word() {
        JwtVerifier verifier = shared().build();
        String token = TestTokens.hs256(key(SECRET), CLAIMS);

        assertThat(verifier.verify(request("", "authorization", "bEARER " + token), NOW))
                .isInstanceOf(Verified.class);
        assertRejected(verifier.verify(request(""), NOW), Reason.MISSING);
        assertRejected(verifier.verify(request("", "Authorization", " "), NOW), Reason.MISSING);
        assertRejected(verifier.verify(request("", "Authorization", "Bearer"), NOW), Reason.MALFORMED);
        assertRejected(verifier.verify(request("", "Authorization", token), NOW), Reason.MALFORMED);
        assertRejected(verifier.verify(request("", "Authorization", "JWT " + token), NOW), Reason.MALFORMED);
        assertRejected(
                verifier.verify(request("", "Authorization", "Bearer " + token + "," + token), NOW), Reason.MALFORMED);
        String right = "Bearer " + token;
        assertRejected(
                verifier.verify(request("", "Authorization", right, "Authorization", right), NOW), Reason.MALFORMED);
        assertThat(verifier.credentialHeaders()).containsExactly("authorization");
        assertThat(shared().header("X-Token").build().verify(request("", "x-token", token), NOW))
                .isInstanceOf(Verified.class);
        assertThat(shared().authorization("JWT").build().verify(request("", "Authorization", "jwt " + token), NOW))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-61, 0, TOO_OLD",
        "-60, 0,",
        "0, 0,",
        "3600, 0,",
        "3660, 0,",
        "3661, 0, TOO_NEW",
    })
    void an_expiry_is_compared_in_both_directions(long exp, long unused, Reason fault) {
        check(ofClaims(shared(), "{\"exp\":" + (NOW_SECONDS + exp) + "}"), fault);
    }

    @ParameterizedTest
    @CsvSource({"-1000000,", "60,", "61, TOO_NEW"})
    void a_token_is_not_good_before_its_time(long nbf, Reason fault) {
        check(ofClaims(shared(), "{\"exp\":" + (NOW_SECONDS + 9) + ",\"nbf\":" + (NOW_SECONDS + nbf) + "}"), fault);
    }

    @ParameterizedTest
    @CsvSource({"-361, TOO_OLD", "-360,", "60,", "61, TOO_NEW"})
    void the_time_of_issue_is_compared_in_both_directions(long iat, Reason fault) {
        JwtVerifierBuilder aged =
                JwtVerifier.builder("test", JwtKeys.hs256(SECRET)).maxAge(Duration.ofMinutes(5));

        check(ofClaims(aged, "{\"iat\":" + (NOW_SECONDS + iat) + "}"), fault);
    }

    private static void check(Verification verdict, Reason fault) {
        if (fault == null) {
            assertThat(verdict).isInstanceOf(Verified.class);
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Rejected.class, it -> {
                assertThat(it.reason()).isEqualTo(fault);
                assertThat(it.skew())
                        .hasValueSatisfying(
                                skew -> assertThat(skew.isNegative()).isEqualTo(fault == Reason.TOO_NEW));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1900000060\"",
                "-1",
                "1.9e9",
                "99999999999",
                "253402300800",
                "9223372036854775807",
                "9300000000000000",
                "1e400",
                "true",
                "[1900000060]",
                "null"
            })
    void a_time_that_no_calendar_has_is_malformed(String exp) {
        for (String name : List.of("exp", "nbf", "iat")) {
            JwtVerifierBuilder builder =
                    JwtVerifier.builder("test", JwtKeys.hs256(SECRET)).neverExpires();
            Verification verdict = ofClaims(builder, "{\"" + name + "\":" + exp + "}");
            if (exp.equals("99999999999") && !name.equals("exp")) {
                assertRejected(verdict, Reason.TOO_NEW);
            } else if (!exp.equals("99999999999")) {
                assertRejected(verdict, Reason.MALFORMED);
            }
        }
    }

    @Test
    void seconds_may_have_decimals() {
        assertThat(ofClaims(shared(), "{\"exp\":1900000060.25,\"iat\":1900000000.5}"))
                .isInstanceOfSatisfying(
                        Verified.class, it -> assertThat(it.timestamp()).contains(NOW.plusMillis(500)));
    }

    @Test
    void required_times_are_required() {
        assertRejected(ofClaims(shared(), "{}"), Reason.MISSING);
        assertRejected(ofClaims(shared().maxAge(Duration.ofHours(1)), CLAIMS), Reason.MISSING);
    }

    @Test
    void issuer_audience_and_other_claims_are_compared_exactly() {
        String rest = CLAIMS.substring(1);
        JwtVerifierBuilder builder = shared().issuers("a", "b")
                .audiences("me", "us")
                .claim("email", "e@x")
                .flag("email_verified");
        String right = "{\"iss\":\"b\",\"aud\":\"me\",\"email\":\"e@x\",\"email_verified\":true,";

        assertThat(ofClaims(builder, right + rest)).isInstanceOf(Verified.class);
        assertThat(ofClaims(builder, right.replace("\"me\"", "[\"them\",\"us\"]") + rest))
                .isInstanceOf(Verified.class);
        for (String wrong : List.of(
                right.replace("\"b\"", "\"B\""),
                right.replace("\"b\"", "[\"b\"]"),
                right.replace("\"me\"", "\"me \""),
                right.replace("\"me\"", "[]"),
                right.replace("\"me\"", "[\"me\",1]"),
                right.replace("e@x", "e@y"),
                right.replace("true", "\"true\""),
                right.replace("true", "false"),
                right.replace("true", "1"))) {
            assertRejected(ofClaims(builder, wrong + rest), Reason.MISMATCH);
        }
        for (String missing : List.of(
                right.replace("\"iss\"", "\"is\""),
                right.replace("\"aud\"", "\"au\""),
                right.replace("\"email\"", "\"mail\""),
                right.replace("_verified", ""))) {
            assertThat(ofClaims(builder, missing + rest)).as(missing).isInstanceOf(Rejected.class);
        }
        assertRejected(ofClaims(builder, right + "\"iss\":\"b\"," + rest), Reason.MALFORMED);
    }

    @Test
    void a_claimed_hash_binds_the_body() throws Exception {
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(bytes("{\"id\":\"1\"}"));
        JwtVerifier verifier = shared().bodyHash("h", SignatureEncoding.HEX)
                .id(MessageField.json("id"))
                .eventType(MessageField.json("type").or(MessageField.header("X-Type")))
                .build();
        for (String hex : List.of(
                HexFormat.of().formatHex(hash), HexFormat.of().withUpperCase().formatHex(hash))) {
            String token = TestTokens.hs256(key(SECRET), "{\"h\":\"" + hex + "\"," + CLAIMS.substring(1));
            assertThat(verifier.verify(request("{\"id\":\"1\"}", "Authorization", "Bearer " + token), NOW))
                    .isInstanceOfSatisfying(Verified.class, it -> {
                        assertThat(it.signed())
                                .containsExactlyInAnyOrder(SignedPart.BODY, SignedPart.TIMESTAMP, SignedPart.ID);
                        assertThat(it.id()).contains("1");
                    });
            assertRejected(
                    verifier.verify(request("{\"id\":\"2\"}", "Authorization", "Bearer " + token), NOW),
                    Reason.MISMATCH);
        }
        String base64 = Base64.getEncoder().encodeToString(hash);
        String token = TestTokens.hs256(key(SECRET), "{\"h\":\"" + base64 + "\"," + CLAIMS.substring(1));
        assertThat(shared().bodyHash("h", SignatureEncoding.BASE64)
                        .build()
                        .verify(request("{\"id\":\"1\"}", "Authorization", "Bearer " + token), NOW))
                .isInstanceOf(Verified.class);
        assertRejected(
                verifier.verify(request("{\"id\":\"1\"}", "Authorization", "Bearer " + token), NOW), Reason.MISMATCH);
    }

    @Test
    void a_token_without_a_hash_is_good_for_an_empty_body_only() {
        JwtVerifier verifier = shared().bodyHash("h", SignatureEncoding.HEX).build();
        String token = "Bearer " + TestTokens.hs256(key(SECRET), CLAIMS);

        assertThat(verifier.verify(request("", "Authorization", token), NOW)).isInstanceOf(Verified.class);
        assertRejected(verifier.verify(request(" ", "Authorization", token), NOW), Reason.MISSING);
    }

    @Test
    void a_repeat_of_a_bound_body_without_an_id_is_told_by_its_token() {
        JwtVerifier verifier = shared().bodyHash("h", SignatureEncoding.HEX).build();
        WebhookRequest first = request("", "Authorization", "Bearer " + TestTokens.hs256(key(SECRET), CLAIMS));
        WebhookRequest later = request(
                "", "Authorization", "Bearer " + TestTokens.hs256(key(SECRET), CLAIMS.replace("}", ",\"n\":1}")));

        Optional<String> content = ((Verified) verifier.verify(first, NOW)).contentKey();
        assertThat(content).isPresent().isEqualTo(((Verified) verifier.verify(first, NOW)).contentKey());
        assertThat(((Verified) verifier.verify(later, NOW)).contentKey()).isNotEqualTo(content);
    }

    @Test
    void every_token_of_a_body_has_to_be_right() {
        JwtVerifier verifier = shared().eachOf("tokens").build();
        String right = "\"" + TestTokens.hs256(key(SECRET), CLAIMS) + "\"";
        String forged = "\"" + TestTokens.hs256(bytes("x"), CLAIMS) + "\"";
        String old = "\"" + TestTokens.hs256(key(SECRET), "{\"exp\":1}") + "\"";

        assertThat(verifier.verify(request("{\"tokens\":[" + right + "]}"), NOW))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(request("{\"tokens\":[" + right + "," + right + "]}"), NOW))
                .isInstanceOf(Verified.class);
        assertRejected(verifier.verify(request("{\"tokens\":[" + right + "," + forged + "]}"), NOW), Reason.MISMATCH);
        assertRejected(verifier.verify(request("{\"tokens\":[" + forged + "," + right + "]}"), NOW), Reason.MISMATCH);
        assertRejected(verifier.verify(request("{\"tokens\":[" + right + "," + old + "]}"), NOW), Reason.TOO_OLD);
        assertRejected(verifier.verify(request("{\"tokens\":[" + right + ",1]}"), NOW), Reason.MALFORMED);
        assertRejected(verifier.verify(request("{\"tokens\":[]}"), NOW), Reason.MALFORMED);
        assertRejected(verifier.verify(request("{}"), NOW), Reason.MISSING);
        assertRejected(verifier.verify(request("no json"), NOW), Reason.MALFORMED);
        String twice = "{\"tokens\":[" + right + "],\"tokens\":[" + right + "]}";
        assertRejected(verifier.verify(request(twice), NOW), Reason.MALFORMED);
        String many = String.join(",", java.util.Collections.nCopies(33, right));
        assertRejected(verifier.verify(request("{\"tokens\":[" + many + "]}"), NOW), Reason.MALFORMED);
    }

    @Test
    void every_fault_of_a_configuration_is_named_at_once() {
        assertThatThrownBy(() -> JwtVerifier.builder("test", JwtKeys.hs256(SECRET))
                        .header("no token")
                        .issuers("")
                        .audiences(" ")
                        .skew(Duration.ofSeconds(-1))
                        .id(MessageField.json("id"))
                        .idClaim("jti")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("test", "header", "iss", "aud", "skew", "neverExpires", "id:");
        assertThatThrownBy(() -> shared().maxAge(Duration.ofSeconds(-1)).build())
                .hasMessageContaining("maxAge");
        assertThat(shared().build()).hasToString("JwtVerifier[test]");
    }

    @Test
    void durations_that_would_overflow_are_refused_when_building() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        assertThatThrownBy(() ->
                        shared().expires(endless).maxAge(endless).skew(endless).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("expires is", "maxAge is", "skew is");
    }
}
