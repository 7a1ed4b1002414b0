package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Secret;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are configured as text: every customary form is read, and nothing that only looks like a key. */
class PublicKeyTextTest {
    private static void isRefused(PublicKeyAlgorithm algorithm, String text, String why) {
        assertThatThrownBy(() -> algorithm.publicKey(Secret.of(text).named("mine")))
                .as(algorithm + " " + text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("key mine", algorithm.toString(), why)
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource
    void pem_and_the_base64_in_it_are_read(PublicKeyAlgorithm algorithm) {
        KeyPair pair = TestKeys.pair(algorithm);
        String bare = TestKeys.text(pair).reveal();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (String text : List.of(bare, pem, pem.replace("\n", "\r\n"), pem.replace("\n", " "), " " + bare + "\n")) {
            assertThat(algorithm.publicKey(Secret.of(text))).isEqualTo(pair.getPublic());
        }
    }

    @Test
    void thirty_two_bytes_are_an_ed25519_key() {
        KeyPair pair = TestKeys.pair(PublicKeyAlgorithm.ED25519);
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        String hex = HexFormat.of().formatHex(raw);
        String base64 = Base64.getEncoder().encodeToString(raw);
        for (String text :
                List.of(hex, hex.toUpperCase(Locale.ROOT), base64, base64.replace("=", ""), "whpk_" + base64)) {
            assertThat(PublicKeyAlgorithm.ED25519.publicKey(Secret.of(text))).isEqualTo(pair.getPublic());
        }
        char last = base64.charAt(42); // of its six bits two belong to no byte
        isRefused(PublicKeyAlgorithm.ED25519, base64.substring(0, 42) + (char) (last + 1) + "=", "cannot be read");
        isRefused(PublicKeyAlgorithm.ED25519, hex.substring(2), "cannot be read");
        isRefused(PublicKeyAlgorithm.ED25519, hex + "00", "cannot be read");
        isRefused(PublicKeyAlgorithm.ECDSA_P256_SHA256, hex, "cannot be read");
        isRefused(PublicKeyAlgorithm.RSA_PKCS1_SHA256, "whpk_" + base64, "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whpk_",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n"
                        + "-----END PRIVATE KEY-----",
                "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF",
                "AAAA",
                "key"
            })
    void what_is_no_public_key_is_refused_and_not_shown(String text) {
        for (PublicKeyAlgorithm algorithm : PublicKeyAlgorithm.values()) {
            isRefused(algorithm, text, "cannot be read");
        }
    }

    @Test
    void a_key_of_another_kind_or_on_another_curve_is_refused() {
        String p256 = TestKeys.text(TestKeys.pair("EC", "secp256r1")).reveal();
        String p384 = TestKeys.text(TestKeys.pair("EC", "secp384r1")).reveal();
        String ed448 = TestKeys.text(TestKeys.pair("Ed448", null)).reveal();
        isRefused(PublicKeyAlgorithm.ECDSA_P256_SHA256, p384, "not on this curve");
        isRefused(PublicKeyAlgorithm.ECDSA_P384_SHA384_P1363, p256, "not on this curve");
        isRefused(PublicKeyAlgorithm.ED25519, ed448, "cannot be read");
        isRefused(PublicKeyAlgorithm.ED25519, p256, "cannot be read");
        isRefused(PublicKeyAlgorithm.RSA_PSS_SHA512, p256, "cannot be read");
        String rsa = TestKeys.text(TestKeys.pair("RSA", null)).reveal();
        isRefused(PublicKeyAlgorithm.ECDSA_P256_SHA256, rsa, "cannot be read");
    }

    @Test
    void a_point_beside_the_curve_is_refused() {
        byte[] encoded = TestKeys.pair("EC", "secp256r1").getPublic().getEncoded();
        encoded[encoded.length - 1] ^= 1;
        assertThatThrownBy(() -> PublicKeyAlgorithm.ECDSA_P256_SHA256.publicKey(
                        Secret.of(Base64.getEncoder().encodeToString(encoded))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_short_rsa_key_is_refused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String text = TestKeys.text(generator.generateKeyPair()).reveal();

        isRefused(PublicKeyAlgorithm.RSA_PKCS1_SHA256, text, "1024 bits");
    }

    /** Points of small order, zeros among them, as libsodium lists them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void an_ed25519_key_that_everybody_can_sign_for_is_refused(String hex) {
        assertThatThrownBy(() -> PublicKeyAlgorithm.ED25519.publicKey(Secret.of(hex)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The numbers in the code, against the group's own arithmetic: twice such a point has order four. */
    @Test
    void the_points_of_order_eight_are_those() {
        BigInteger p = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
        BigInteger d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(p))
                .mod(p);
        BigInteger y = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
        BigInteger y2 = y.pow(2).mod(p);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(d.multiply(y2).add(BigInteger.ONE).modInverse(p))
                .mod(p);
        // doubling (x,y): y' = (y2 + x2) / (2 - (y2 - x2)); zero means order four, so order eight before
        assertThat(y2.add(x2).mod(p).signum()).isZero();
    }
}
