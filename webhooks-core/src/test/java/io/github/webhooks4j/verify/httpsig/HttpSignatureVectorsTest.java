package io.github.webhooks4j.verify.httpsig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What RFC 9421 and RFC 9530 published, by the numbers of the vector list. */
class HttpSignatureVectorsTest {
    private static final Instant CREATED = Instant.ofEpochSecond(1618884473);
    private static final byte[] BODY = "{\"hello\": \"world\"}".getBytes(StandardCharsets.UTF_8);
    private static final String SHA_512 =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    private static final String RSA_PSS_KEY =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs"
                    + "8ct+Lh1GH45x28Rw3Ry53mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOt"
                    + "CEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA48"
                    + "5mqcO0GVAdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";

    private static WebhookRequest request(String input, String signature) {
        Headers headers = Headers.of(
                "Host",
                "example.com",
                "Date",
                "Tue, 20 Apr 2021 02:07:55 GMT",
                "Content-Type",
                "application/json",
                "Content-Digest",
                SHA_512,
                "Content-Length",
                "18",
                "Signature-Input",
                input,
                "Signature",
                signature);
        return new WebhookRequest(
                RequestHead.of("POST", "/foo?param=Value&Pet=dog", headers)
                        .withExternalUrl("https://example.com/foo?param=Value&Pet=dog"),
                BODY);
    }

    @Test
    void vector_23_hmac_b_2_5() {
        Verifier verifier = HttpMessageSignatureVerifier.builder()
                .key(HttpSignatureKey.sharedSecret(
                        "test-shared-secret",
                        Secret.of(
                                "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="),
                        KeyForm.base64("")))
                .requiredComponents("date", "@authority", "content-type")
                .build();
        WebhookRequest request = request(
                "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
                "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:");

        Verified verified = (Verified) verifier.verify(request, CREATED);

        assertThat(verified.timestamp()).contains(CREATED);
        assertThat(verified.signed()).containsExactly(SignedPart.TIMESTAMP);
        assertThat(verified.bodyBound()).isFalse();
    }

    private static HttpMessageSignatureVerifierBuilder rsaPss() {
        return HttpMessageSignatureVerifier.builder()
                .key(HttpSignatureKey.publicKey(
                        "test-key-rsa-pss", HttpSignatureAlgorithm.RSA_PSS_SHA512, Secret.of(RSA_PSS_KEY)));
    }

    private static void assertVerifies(String signature, String... base) {
        PublicKey key = PublicKeyAlgorithm.RSA_PSS_SHA512.publicKey(Secret.of(RSA_PSS_KEY));
        byte[] bytes = String.join("\n", base).getBytes(StandardCharsets.US_ASCII);
        byte[] decoded = Base64.getDecoder().decode(signature);

        assertThat(PublicKeyAlgorithm.RSA_PSS_SHA512.verify(key, decoded, bytes))
                .isTrue();
        bytes[bytes.length - 1] ^= 1;
        assertThat(PublicKeyAlgorithm.RSA_PSS_SHA512.verify(key, decoded, bytes))
                .isFalse();
    }

    /** It covers nothing, and no verifier can be made that takes that: the primitive alone. */
    @Test
    void rsa_pss_b_2_1_minimal() {
        String parameters = "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";
        String signature =
                "d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXa"
                        + "JMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXe"
                        + "hhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SI"
                        + "TLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==";

        assertVerifies(signature, "\"@signature-params\": " + parameters);
        assertThat(rsaPss().requiredComponents("date")
                        .build()
                        .verify(request("sig-b21=" + parameters, "sig-b21=:" + signature + ":"), CREATED))
                .isEqualTo(Rejected.because(Rejected.Reason.MISSING));
    }

    /** It covers a parameter of the query, which no verifier here knows: the primitive alone. */
    @Test
    void rsa_pss_b_2_2_selective() {
        String parameters = "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"";
        String signature =
                "LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB"
                        + "4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkj"
                        + "qpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosM"
                        + "TAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==";

        assertVerifies(
                signature,
                "\"@authority\": example.com",
                "\"content-digest\": " + SHA_512,
                "\"@query-param\";name=\"Pet\": dog",
                "\"@signature-params\": " + parameters);
        assertThat(rsaPss().requiredComponents("content-digest")
                        .build()
                        .verify(request("sig-b22=" + parameters, "sig-b22=:" + signature + ":"), CREATED))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED));
    }

    @Test
    void rsa_pss_b_2_3_full_coverage() {
        WebhookRequest request = request(
                "sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\""
                        + " \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
                "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2vo"
                        + "Tp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzN"
                        + "BXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBro"
                        + "hr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:");

        Verified verified = (Verified) rsaPss().build().verify(request, CREATED);

        assertThat(verified.timestamp()).contains(CREATED);
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.TIMESTAMP, SignedPart.METHOD, SignedPart.URL, SignedPart.BODY);
        assertThat(rsaPss().build()
                        .verify(new WebhookRequest(request.head(), "{}".getBytes(StandardCharsets.UTF_8)), CREATED))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }

    @Test
    void vector_24_ed25519_b_2_6() {
        HttpSignatureKey key = HttpSignatureKey.publicKey(
                "test-key-ed25519",
                HttpSignatureAlgorithm.ED25519,
                Secret.of("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="));
        WebhookRequest request = request(
                "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                        + ";created=1618884473;keyid=\"test-key-ed25519\"",
                "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:");
        Verifier lenient = HttpMessageSignatureVerifier.builder()
                .key(key)
                .requiredComponents("@method", "@path", "@authority")
                .build();

        Verified verified = (Verified) lenient.verify(request, CREATED);

        assertThat(verified.signed()).containsExactlyInAnyOrder(SignedPart.TIMESTAMP, SignedPart.METHOD);
        assertThat(HttpMessageSignatureVerifier.builder().key(key).build().verify(request, CREATED))
                .isEqualTo(Rejected.because(Rejected.Reason.MISSING)); // it does not cover the body
    }

    /** The signature of a response, whose base no request can have: the primitive alone. */
    @Test
    void vector_25_ecdsa_b_2_4() {
        PublicKey key = PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.publicKey(Secret.of(
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71"
                        + "Z50VGGdldkkDXZCnTNnoXQ=="));
        byte[] base = String.join(
                        "\n",
                        "\"@status\": 200",
                        "\"content-type\": application/json",
                        "\"content-digest\": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX6"
                                + "9wWdXymyU0rjJuahq4l5aGgfLQ==:",
                        "\"content-length\": 23",
                        "\"@signature-params\": (\"@status\" \"content-type\" \"content-digest\" \"content-length\")"
                                + ";created=1618884473;keyid=\"test-key-ecc-p256\"")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getDecoder()
                .decode("wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");

        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.verify(key, signature, base))
                .isTrue();
        base[0] ^= 1;
        assertThat(PublicKeyAlgorithm.ECDSA_P256_SHA256_P1363.verify(key, signature, base))
                .isFalse();
    }

    @Test
    void vector_26_content_digest() {
        String sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";

        assertThat(ContentDigest.of(BODY)).isEqualTo(sha256);
        assertThat(ContentDigest.fault(List.of(sha256), BODY)).isEmpty();
        assertThat(ContentDigest.fault(List.of(SHA_512), BODY)).isEmpty();
        assertThat(ContentDigest.fault(List.of(SHA_512, sha256), BODY)).isEmpty();
        assertThat(ContentDigest.fault(List.of("md5=:AAAA:, " + sha256), BODY)).isEmpty();
        assertThat(ContentDigest.fault(List.of(sha256), new byte[0])).isEqualTo(Optional.of(Rejected.Reason.MISMATCH));
        assertThat(ContentDigest.fault(List.of(sha256 + ", sha-512=:AAAA:"), BODY))
                .isEqualTo(Optional.of(Rejected.Reason.MISMATCH));
        assertThat(ContentDigest.fault(List.of("md5=:AAAA:"), BODY)).isEqualTo(Optional.of(Rejected.Reason.MISSING));
        assertThat(ContentDigest.fault(List.of("sha-256=X48E"), BODY))
                .isEqualTo(Optional.of(Rejected.Reason.MALFORMED));
        assertThat(ContentDigest.fault(List.of(sha256, sha256), BODY))
                .isEqualTo(Optional.of(Rejected.Reason.MALFORMED));
    }
}
