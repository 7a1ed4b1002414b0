package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyVerifierTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

    private static PublicKeyScheme scheme(PublicKeyAlgorithm algorithm) {
        return PublicKeyScheme.builder("x")
                .algorithm(algorithm)
                .template("{id}.{ts}.{body}")
                .signatureHeader("S")
                .syntax(SignatureSyntax.taggedList(' ', "v,"))
                .encoding(SignatureEncoding.BASE64)
                .id(MessageField.header("I"))
                .timestamp(MessageField.header("T"), TimestampFormat.SECONDS)
                .build();
    }

    private static WebhookRequest request(Headers headers) {
        return new WebhookRequest(RequestHead.of("POST", "/", headers), BODY);
    }

    private static Headers signed(PublicKeyScheme scheme, KeyPair... keys) {
        return scheme.sign(
                Stream.of(keys).map(KeyPair::getPrivate).toList(), request(Headers.empty()), Optional.of("m1"), NOW);
    }

    private static WebhookRequest withSignature(byte[]... signatures) {
        Headers.Builder headers = Headers.builder().add("I", "m1").add("T", "1900000000");
        for (byte[] signature : signatures) {
            headers.add("S", "v," + Base64.getEncoder().encodeToString(signature));
        }
        return request(headers.build());
    }

    private static byte[] signature(PublicKeyScheme scheme, KeyPair key) {
        return Base64.getDecoder()
                .decode(signed(scheme, key).first("S").orElseThrow().substring(2));
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    @ParameterizedTest
    @EnumSource
    void any_of_several_keys_matches_and_tells_its_name(PublicKeyAlgorithm algorithm) {
        PublicKeyScheme scheme = scheme(algorithm);
        KeyPair one = TestKeys.pair(algorithm);
        KeyPair two = TestKeys.pair(algorithm);
        Verifier verifier = PublicKeyVerifier.of(
                scheme, TestKeys.text(one).named("one"), TestKeys.text(two).named("two"));

        Verified byTwo = (Verified) verifier.verify(request(signed(scheme, two)), NOW);
        Verified byBoth = (Verified) verifier.verify(request(signed(scheme, two, one)), NOW);

        assertThat(byTwo.keyName()).contains("two");
        assertThat(byTwo.signed()).containsExactlyInAnyOrder(SignedPart.ID, SignedPart.TIMESTAMP, SignedPart.BODY);
        assertThat(byTwo.id()).contains("m1");
        assertThat(byBoth.keyName()).contains("one");
        isRejected(verifier.verify(request(signed(scheme, TestKeys.pair(algorithm))), NOW), Reason.MISMATCH);
    }

    @ParameterizedTest
    @EnumSource
    void no_bit_of_signature_time_id_or_body_can_be_changed(PublicKeyAlgorithm algorithm) {
        PublicKeyScheme scheme = scheme(algorithm);
        KeyPair key = TestKeys.pair(algorithm);
        Verifier verifier = PublicKeyVerifier.of(scheme, TestKeys.text(key));
        byte[] right = signature(scheme, key);
        assertThat(verifier.verify(withSignature(right), NOW)).isInstanceOf(Verified.class);
        for (int bit = 0; bit < right.length * 8; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(verifier.verify(withSignature(wrong), NOW))
                    .as("bit %d", bit)
                    .isInstanceOf(Rejected.class);
        }
        Headers headers = signed(scheme, key);
        for (String[] change : new String[][] {{"I", "m2"}, {"T", "1900000001"}}) {
            assertThat(verifier.verify(request(HmacCase.with(headers, change[0], change[1])), NOW))
                    .isEqualTo(Rejected.because(Reason.MISMATCH));
        }
        byte[] body = BODY.clone();
        body[0] ^= 1;
        isRejected(
                verifier.verify(new WebhookRequest(RequestHead.of("POST", "/", headers), body), NOW), Reason.MISMATCH);
    }

    @ParameterizedTest
    @EnumSource
    void garbage_of_every_length_is_rejected_and_never_thrown(PublicKeyAlgorithm algorithm) {
        PublicKeyScheme scheme = scheme(algorithm);
        KeyPair key = TestKeys.pair(algorithm);
        Verifier verifier = PublicKeyVerifier.of(scheme, TestKeys.text(key));
        byte[] right = signature(scheme, key);
        for (byte filler : new byte[] {0, 1, 0x30, (byte) 0x80, (byte) 0xff}) {
            for (int length = 0; length < 520; length++) {
                byte[] garbage = new byte[length];
                Arrays.fill(garbage, filler);
                assertThat(verifier.verify(withSignature(garbage), NOW)).isInstanceOf(Rejected.class);
            }
        }
        for (int length = 0; length < right.length; length++) {
            assertThat(verifier.verify(withSignature(Arrays.copyOf(right, length)), NOW))
                    .isInstanceOf(Rejected.class);
        }
        assertThat(verifier.verify(withSignature(Arrays.copyOf(right, right.length + 1)), NOW))
                .isInstanceOf(Rejected.class);
    }

    /** CVE-2022-21449: a platform that does not look takes zeros for the signature of everything. */
    @Test
    void ecdsa_numbers_outside_of_1_to_n_less_1_are_refused_before_the_platform_sees_them() {
        BigInteger n = EllipticCurve.P256.order();
        BigInteger fine = BigInteger.TEN;
        for (BigInteger[] pair : new BigInteger[][] {
            {BigInteger.ZERO, BigInteger.ZERO},
            {BigInteger.ZERO, fine},
            {fine, BigInteger.ZERO},
            {n, n},
            {n, fine},
            {fine, n},
            {n.add(BigInteger.ONE), fine},
            {fine, n.add(fine)}
        }) {
            byte[] both = new byte[64];
            put(pair[0], both, 32);
            put(pair[1], both, 64);
            EcdsaSignature signature = EcdsaSignature.ofP1363(both);

            assertThat(signature.isInRange(n)).isFalse();
            assertThat(EcdsaSignature.ofDer(signature.toDer()).isInRange(n)).isFalse();
        }
        byte[] negative = HexFormat.of().parseHex("3006020181020101");
        assertThat(EcdsaSignature.ofDer(negative).isInRange(n)).isFalse();
        assertThat(EcdsaSignature.ofP1363(new byte[] {1, 1}).isInRange(n)).isTrue();
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.ECDSA_P256_SHA256);
        for (PublicKeyAlgorithm algorithm :
                List.of(PublicKeyAlgorithm.ECDSA_P256_SHA256, PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363)) {
            assertThat(algorithm.verify(key.getPublic(), new byte[64], BODY)).isFalse();
            assertThat(algorithm.verify(key.getPublic(), HexFormat.of().parseHex("3006020100020100"), BODY))
                    .isFalse();
        }
    }

    private static void put(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        System.arraycopy(bytes, from, into, end - bytes.length + from, bytes.length - from);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30070201010202000a", // a zero too many
                "3006020101020101ff", // one byte more
                "308106020101020101", // the length in two bytes
                "3106020101020101", // a set
                "3006030101020101", // a bit string
                "3005020101020101", // a length that is wrong
                "3003020101", // one number
                "3006020001020101", // an empty number
                "300602010102010100"
            })
    void another_spelling_of_der_is_refused(String hex) {
        assertThat(EcdsaSignature.ofDer(HexFormat.of().parseHex(hex))).isNull();
    }

    @Test
    void der_and_p1363_are_not_mistaken_for_each_other() {
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.ECDSA_P256_SHA256);
        byte[] der = PublicKeyAlgorithm.ECDSA_P256_SHA256.sign(key.getPrivate(), BODY);
        byte[] flat = PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.sign(key.getPrivate(), BODY);

        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256.verify(key.getPublic(), der, BODY))
                .isTrue();
        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.verify(key.getPublic(), flat, BODY))
                .isTrue();
        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256.verify(key.getPublic(), flat, BODY))
                .isFalse();
        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.verify(key.getPublic(), der, BODY))
                .isFalse();
    }

    @Test
    void rsa_paddings_and_hashes_are_not_mistaken_for_each_other() {
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.RSA_PKCS1_SHA256);
        List<PublicKeyAlgorithm> all = List.of(
                PublicKeyAlgorithm.RSA_PKCS1_SHA256,
                PublicKeyAlgorithm.RSA_PSS_SHA256,
                PublicKeyAlgorithm.RSA_PSS_SHA512);
        for (PublicKeyAlgorithm signing : all) {
            for (PublicKeyAlgorithm verifying : all) {
                assertThat(verifying.verify(key.getPublic(), signing.sign(key.getPrivate(), BODY), BODY))
                        .isEqualTo(signing == verifying);
            }
        }
    }

    @Test
    void the_age_is_judged_in_both_directions_and_only_of_genuine_requests() {
        PublicKeyScheme scheme = scheme(PublicKeyAlgorithm.ED25519).withTolerance(Duration.ofSeconds(60));
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.ED25519);
        Verifier verifier = PublicKeyVerifier.of(scheme, TestKeys.text(key));
        WebhookRequest request = request(signed(scheme, key));

        assertThat(verifier.verify(request, NOW.plusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(request, NOW.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(request, NOW.plusSeconds(61)))
                .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(Duration.ofSeconds(61))));
        assertThat(verifier.verify(request, NOW.minusSeconds(61)))
                .isEqualTo(new Rejected(Reason.TOO_NEW, Optional.of(Duration.ofSeconds(-61))));
        isRejected(verifier.verify(withSignature(new byte[64]), NOW.plusSeconds(61)), Reason.MISMATCH);
    }

    @Test
    void a_key_that_has_expired_is_none() {
        PublicKeyScheme scheme = scheme(PublicKeyAlgorithm.ED25519);
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.ED25519);
        Verifier verifier = PublicKeyVerifier.of(scheme, TestKeys.text(key).notAfter(NOW));
        WebhookRequest request = request(signed(scheme, key));

        assertThat(verifier.verify(request, NOW)).isInstanceOf(Verified.class);
        isRejected(verifier.verify(request, NOW.plusNanos(1)), Reason.NO_KEY);
    }

    @Test
    void one_request_costs_a_bounded_number_of_checks() {
        PublicKeyScheme scheme = scheme(PublicKeyAlgorithm.ED25519);
        KeyPair key = TestKeys.pair(PublicKeyAlgorithm.ED25519);
        Secret text = TestKeys.text(key);
        byte[] right = signature(scheme, key);
        byte[][] sixteen = new byte[16][64];
        byte[][] seventeen = new byte[17][64];
        sixteen[15] = right;
        seventeen[16] = right;
        Verifier two = PublicKeyVerifier.of(scheme, TestKeys.text(TestKeys.pair(PublicKeyAlgorithm.ED25519)), text);

        assertThat(two.verify(withSignature(sixteen), NOW)).isInstanceOf(Verified.class);
        isRejected(two.verify(withSignature(seventeen), NOW), Reason.MALFORMED);
        Secret[] thirtyTwo = Stream.generate(() -> text).limit(32).toArray(Secret[]::new);
        assertThatThrownBy(() -> PublicKeyVerifier.of(scheme, text, thirtyTwo))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33 keys");
    }

    @Test
    void every_key_that_is_none_is_named_and_none_is_shown() {
        PublicKeyScheme scheme = scheme(PublicKeyAlgorithm.ED25519);

        assertThatThrownBy(() -> PublicKeyVerifier.of(
                        scheme,
                        Secret.of("no key that I know").named("a"),
                        Secret.of("nor this one here").named("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("x: ", "key a ", "key b ")
                .hasMessageNotContaining("know")
                .hasNoCause();
        Secret text = TestKeys.text(TestKeys.pair(PublicKeyAlgorithm.ED25519)).named("it");
        assertThat(PublicKeyVerifier.of(scheme, text)).hasToString("PublicKeyVerifier[x, [it]]");
        assertThat(scheme).hasToString("PublicKeyScheme[x]");
    }

    @Test
    void a_description_that_cannot_be_verified_is_refused_at_once() {
        assertThatThrownBy(() -> PublicKeyScheme.builder(" ")
                        .template("{ts}")
                        .tolerance(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("public-key scheme", "name is blank", "no field", "no timestamp", "negative");
        assertThatThrownBy(() -> scheme(PublicKeyAlgorithm.ED25519)
                        .sign(List.of(), request(Headers.empty()), Optional.of("m1"), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
