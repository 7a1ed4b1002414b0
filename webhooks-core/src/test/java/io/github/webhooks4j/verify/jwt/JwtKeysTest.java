package io.github.webhooks4j.verify.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens signed with public keys. */
class JwtKeysTest {
    private static final long NOW_SECONDS = 1_900_000_000L;
    private static final Instant NOW = Instant.ofEpochSecond(NOW_SECONDS);
    private static final KeyPair RSA = TestTokens.rsa(2048);
    private static final KeyPair EC = TestTokens.ec("secp256r1");
    private static final URI KEYS = URI.create("https://keys.example/keys");
    private static final String CLAIMS = "{\"exp\":" + (NOW_SECONDS + 60) + "}";

    private final List<URI> fetched = new ArrayList<>();
    private volatile byte[] published = TestTokens.set(
            TestTokens.jwk(RSA, "r1", ",\"use\":\"sig\",\"alg\":\"RS256\""), TestTokens.jwk(EC, "e1", ""));

    private byte[] fetch(URI address) throws IOException {
        fetched.add(address);
        if (published == null) {
            throw new IOException("down");
        }
        return published;
    }

    private JwtVerifier withSet(JwtAlgorithm algorithm) {
        return JwtVerifier.builder("test", JwtKeys.published(algorithm, KEYS, this::fetch))
                .expires(Duration.ofHours(1))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static WebhookRequest bearing(String token) {
        return new WebhookRequest(
                RequestHead.of("POST", "/", Headers.of("Authorization", "Bearer " + token)), bytes("{}"));
    }

    private static Verification of(JwtVerifier verifier, String token) {
        return verifier.verify(bearing(token), NOW);
    }

    private static void assertRejected(Verification verdict, Reason reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    @Test
    void a_public_key_is_no_shared_secret() {
        for (byte[] confused : List.of(
                RSA.getPublic().getEncoded(),
                bytes(Base64.getEncoder().encodeToString(RSA.getPublic().getEncoded())),
                bytes(TestTokens.jwk(RSA, "r1", "")))) {
            String header = "{\"alg\":\"HS256\",\"kid\":\"r1\"}";
            assertRejected(
                    of(withSet(JwtAlgorithm.RS256), TestTokens.hs256(confused, header, CLAIMS)), Reason.MALFORMED);
            String lying = "{\"alg\":\"RS256\",\"kid\":\"r1\"}";
            assertRejected(of(withSet(JwtAlgorithm.RS256), TestTokens.hs256(confused, lying, CLAIMS)), Reason.MISMATCH);
        }
    }

    @Test
    void what_a_header_says_of_keys_is_never_looked_at() {
        KeyPair mine = TestTokens.rsa(2048);
        String header = "{\"alg\":\"RS256\",\"kid\":\"r1\",\"jku\":\"https://evil.example/keys\","
                + "\"x5u\":\"https://evil.example/cert\",\"jwk\":" + TestTokens.jwk(mine, "r1", "") + "}";

        assertRejected(
                of(withSet(JwtAlgorithm.RS256), TestTokens.signed(mine, "SHA256withRSA", header, CLAIMS)),
                Reason.MISMATCH);
        assertThat(of(withSet(JwtAlgorithm.RS256), TestTokens.signed(RSA, "SHA256withRSA", header, CLAIMS)))
                .isInstanceOf(Verified.class);
        assertThat(fetched).containsOnly(KEYS);
    }

    @Test
    void published_keys_are_found_by_their_id() {
        assertThat(of(withSet(JwtAlgorithm.RS256), TestTokens.rs256(RSA, "r1", CLAIMS)))
                .isInstanceOf(Verified.class);
        assertThat(of(withSet(JwtAlgorithm.ES256), TestTokens.es256(EC, "e1", CLAIMS)))
                .isInstanceOf(Verified.class);
        assertRejected(
                of(withSet(JwtAlgorithm.RS256), TestTokens.rs256(TestTokens.rsa(2048), "r1", CLAIMS)), Reason.MISMATCH);
        assertRejected(of(withSet(JwtAlgorithm.RS256), TestTokens.es256(EC, "e1", CLAIMS)), Reason.MALFORMED);
        String noKid = TestTokens.signed(RSA, "SHA256withRSA", "{\"alg\":\"RS256\"}", CLAIMS);
        assertRejected(of(withSet(JwtAlgorithm.RS256), noKid), Reason.MALFORMED);
        assertRejected(
                of(withSet(JwtAlgorithm.RS256), TestTokens.rs256(RSA, "k".repeat(257), CLAIMS)), Reason.MALFORMED);
    }

    @Test
    void an_ecdsa_signature_has_one_form_and_no_zeros() {
        JwtVerifier verifier = withSet(JwtAlgorithm.ES256);
        String der = TestTokens.signed(EC, "SHA256withECDSA", "{\"alg\":\"ES256\",\"kid\":\"e1\"}", CLAIMS);
        String right = TestTokens.es256(EC, "e1", CLAIMS);
        String zeros = right.substring(0, right.lastIndexOf('.') + 1) + TestTokens.base64(new byte[64]);

        assertRejected(of(verifier, der), Reason.MISMATCH);
        assertRejected(of(verifier, zeros), Reason.MISMATCH);
    }

    @Test
    void an_unknown_key_has_the_set_fetched_anew_once_in_a_minute() {
        JwtVerifier verifier = withSet(JwtAlgorithm.RS256);
        KeyPair next = TestTokens.rsa(2048);
        WebhookRequest signedByNext = bearing(TestTokens.rs256(next, "r2", CLAIMS));

        assertThat(of(verifier, TestTokens.rs256(RSA, "r1", CLAIMS))).isInstanceOf(Verified.class);
        assertRejected(verifier.verify(signedByNext, NOW.plusSeconds(59)), Reason.NO_KEY);
        published = TestTokens.set(TestTokens.jwk(next, "r2", ""));
        assertThat(verifier.verify(signedByNext, NOW.plusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(fetched).hasSize(2);
    }

    @Test
    void keys_that_cannot_be_had_are_not_the_senders_fault() {
        published = null;
        JwtVerifier verifier = withSet(JwtAlgorithm.RS256);

        assertThat(of(verifier, TestTokens.rs256(RSA, "r1", CLAIMS))).isInstanceOf(Unavailable.class);
        assertThat(fetched).hasSize(1);
        published = bytes("<html>");
        assertThat(verifier.verify(bearing(TestTokens.rs256(RSA, "r1", CLAIMS)), NOW.plusSeconds(10)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void a_forged_header_has_nothing_fetched() {
        JwtVerifier verifier = withSet(JwtAlgorithm.RS256);

        of(verifier, TestTokens.hs256(bytes("x"), CLAIMS));
        of(verifier, "a.b.c");

        assertThat(fetched).isEmpty();
    }

    @Test
    void keys_that_do_not_fit_the_algorithm_are_not_in_the_set() {
        KeyPair small = TestTokens.rsa(1024);
        published = TestTokens.set(
                TestTokens.jwk(small, "small", ""),
                TestTokens.jwk(RSA, "enc", ",\"use\":\"enc\""),
                TestTokens.jwk(RSA, "ps", ",\"alg\":\"PS256\""),
                TestTokens.jwk(TestTokens.ec("secp384r1"), "p384", ""),
                "{\"kty\":\"new\",\"kid\":\"new\"}",
                TestTokens.jwk(RSA, "r1", ""));
        JwtVerifier verifier = withSet(JwtAlgorithm.RS256);

        assertThat(of(verifier, TestTokens.rs256(RSA, "r1", CLAIMS))).isInstanceOf(Verified.class);
        assertRejected(of(verifier, TestTokens.rs256(small, "small", CLAIMS)), Reason.NO_KEY);
        assertRejected(of(verifier, TestTokens.rs256(RSA, "enc", CLAIMS)), Reason.NO_KEY);
        assertRejected(of(verifier, TestTokens.rs256(RSA, "ps", CLAIMS)), Reason.NO_KEY);
    }

    @Test
    void keys_by_id_are_asked_for_once_and_told_apart_from_faults() {
        AtomicInteger asked = new AtomicInteger();
        JwtVerifier verifier = JwtVerifier.builder("test", JwtKeys.byId(JwtAlgorithm.ES256, kid -> {
                    asked.incrementAndGet();
                    if (kid.equals("down")) {
                        throw new IOException("down");
                    }
                    return kid.equals("e1") ? Optional.of(TestTokens.jwk(EC, kid, "")) : Optional.empty();
                }))
                .expires(Duration.ofHours(1))
                .build();

        for (int i = 0; i < 3; i++) {
            assertThat(of(verifier, TestTokens.es256(EC, "e1", CLAIMS))).isInstanceOf(Verified.class);
            assertRejected(of(verifier, TestTokens.es256(EC, "e2", CLAIMS)), Reason.NO_KEY);
            assertThat(of(verifier, TestTokens.es256(EC, "down", CLAIMS))).isInstanceOf(Unavailable.class);
        }
        assertThat(asked.get()).isEqualTo(3);
    }

    @Test
    void ids_that_forgers_make_up_do_not_keep_the_right_key_from_being_had() {
        JwtVerifier verifier = JwtVerifier.builder(
                        "test",
                        JwtKeys.byId(
                                JwtAlgorithm.ES256,
                                kid -> kid.equals("e1") ? Optional.of(TestTokens.jwk(EC, kid, "")) : Optional.empty()))
                .neverExpires()
                .build();
        WebhookRequest genuine = bearing(TestTokens.es256(EC, "e1", "{}"));
        assertThat(verifier.verify(genuine, NOW)).isInstanceOf(Verified.class);
        for (int minute : List.of(1, 2, 70)) {
            Instant then = NOW.plus(Duration.ofMinutes(minute));
            for (int i = 0; i < 100; i++) {
                verifier.verify(bearing(TestTokens.es256(EC, "no" + minute + "-" + i, "{}")), then);
            }
            assertThat(verifier.verify(genuine, then)).isInstanceOf(Verified.class);
        }
    }

    @Test
    void shared_secrets_are_not_published() {
        assertThatThrownBy(() -> JwtKeys.published(JwtAlgorithm.HS256, KEYS, this::fetch))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
