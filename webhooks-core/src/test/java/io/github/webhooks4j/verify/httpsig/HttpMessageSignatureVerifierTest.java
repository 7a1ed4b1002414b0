package io.github.webhooks4j.verify.httpsig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMessageSignatureVerifierTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000L);
    private static final String URL = "https://hooks.example.com/in?a=b";
    private static final byte[] BODY = "{\"type\":\"order.paid\"}".getBytes(StandardCharsets.UTF_8);
    private static final Secret SECRET = Secret.of("a secret of these tests").named("shared");
    private static final HttpMessageSigner SIGNER = HttpMessageSigner.sharedSecret("k1", SECRET, KeyForm.utf8());
    private static final HttpSignatureKey KEY = HttpSignatureKey.sharedSecret("k1", SECRET, KeyForm.utf8());

    private static WebhookRequest request(String url, Headers headers) {
        return new WebhookRequest(RequestHead.of("POST", "/in?a=b", headers).withExternalUrl(url), BODY);
    }

    private static WebhookRequest signed(HttpMessageSigner signer, String... more) {
        Headers.Builder all = Headers.builder();
        Headers before = Headers.of(more);
        before.forEach(all::add);
        signer.sign(request(URL, before), NOW).forEach(all::add);
        return request(URL, all.build());
    }

    private static WebhookRequest change(WebhookRequest request, String name, UnaryOperator<String> change) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach((field, value) -> {
            String changed = field.equalsIgnoreCase(name) ? change.apply(value) : value;
            if (changed != null) {
                headers.add(field, changed);
            }
        });
        return request(URL, headers.build());
    }

    private static HttpMessageSignatureVerifierBuilder builder() {
        return HttpMessageSignatureVerifier.builder().key(KEY);
    }

    private static Verification verdict(WebhookRequest request) {
        return builder().build().verify(request, NOW);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static KeyPair pair(HttpSignatureAlgorithm algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                switch (algorithm) {
                    case ED25519 -> "Ed25519";
                    case ECDSA_P256_SHA256, ECDSA_P384_SHA384 -> "EC";
                    default -> "RSA";
                });
        if (algorithm == HttpSignatureAlgorithm.ECDSA_P256_SHA256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm == HttpSignatureAlgorithm.ECDSA_P384_SHA384) {
            generator.initialize(new ECGenParameterSpec("secp384r1"));
        }
        return generator.generateKeyPair();
    }

    private static Secret text(KeyPair pair) {
        return Secret.of(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    @ParameterizedTest
    @EnumSource(names = "HMAC_SHA256", mode = EnumSource.Mode.EXCLUDE)
    void every_algorithm_verifies_what_its_private_key_signed(HttpSignatureAlgorithm algorithm) throws Exception {
        KeyPair pair = pair(algorithm);
        PrivateKey other = pair(algorithm).getPrivate();
        HttpMessageSignatureVerifier verifier = HttpMessageSignatureVerifier.builder()
                .key(HttpSignatureKey.publicKey("k1", algorithm, text(pair).named("mine")))
                .build();

        Verified verified = (Verified)
                verifier.verify(signed(HttpMessageSigner.privateKey("k1", algorithm, pair.getPrivate())), NOW);

        assertThat(verified.keyName()).contains("mine");
        assertThat(verified.signed())
                .containsExactlyInAnyOrder(SignedPart.METHOD, SignedPart.URL, SignedPart.BODY, SignedPart.TIMESTAMP);
        isRejected(verifier.verify(signed(HttpMessageSigner.privateKey("k1", algorithm, other)), NOW), Reason.MISMATCH);
        assertThat(HttpSignatureAlgorithm.of(algorithm.registeredName())).isEqualTo(algorithm);
    }

    @Test
    void everything_that_is_covered_is_bound() {
        WebhookRequest genuine = signed(SIGNER);
        assertThat(verdict(genuine)).isInstanceOf(Verified.class);
        byte[] body = BODY.clone();
        body[3] ^= 1;
        isRejected(verdict(new WebhookRequest(genuine.head(), body)), Reason.MISMATCH);
        isRejected(
                verdict(new WebhookRequest(
                        RequestHead.of("PUT", "/in?a=b", genuine.headers()).withExternalUrl(URL), BODY)),
                Reason.MISMATCH);
        isRejected(verdict(request(URL + "&c=d", genuine.headers())), Reason.MISMATCH);
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value.replace("1900000000", "1900000001"))),
                Reason.MISMATCH);
        isRejected(verdict(change(genuine, "Content-Digest", value -> ContentDigest.of(new byte[0]))), Reason.MISMATCH);
        isRejected(verdict(change(genuine, "Content-Digest", value -> null)), Reason.MISSING);
        isRejected(verdict(change(genuine, "Signature", value -> null)), Reason.MISSING);
        isRejected(verdict(change(genuine, "Signature-Input", value -> " ")), Reason.MISSING);
    }

    /** The header field is right and signed, the body is another one. */
    @Test
    void the_digest_is_compared_with_the_body_and_not_only_signed() {
        Headers wrong = Headers.of("Content-Digest", ContentDigest.of(new byte[0]));
        Headers.Builder all = Headers.builder();
        wrong.forEach(all::add);
        SIGNER.sign(request(URL, wrong), NOW).forEach(all::add);

        isRejected(verdict(request(URL, all.build())), Reason.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@method,@target-uri", "content-digest,@target-uri", "content-digest,@method", "@method"})
    void a_signature_that_covers_too_little_is_rejected(String components) {
        isRejected(verdict(signed(SIGNER.components(components.split(",")))), Reason.MISSING);
    }

    @Test
    void the_parts_of_the_url_together_are_as_good_as_the_whole() {
        Verified verified = (Verified)
                verdict(signed(SIGNER.components("@method", "@authority", "@path", "@query", "content-digest")));

        assertThat(verified.signed()).contains(SignedPart.URL);
        isRejected(
                verdict(signed(SIGNER.components("@method", "@authority", "@path", "content-digest"))), Reason.MISSING);
    }

    @Test
    void derived_components_come_from_the_configured_url_and_never_from_host() {
        WebhookRequest genuine = signed(
                SIGNER.components("content-digest", "@method", "@target-uri", "@scheme", "@request-target", "host"),
                "Host",
                "internal:8080");
        assertThat(verdict(genuine)).isInstanceOf(Verified.class);
        assertThat(verdict(new WebhookRequest(RequestHead.of("POST", "/in?a=b", genuine.headers()), BODY)))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void an_external_url_is_cut_and_not_rewritten() {
        ExternalUrl url = ExternalUrl.of("HTTPS://Hooks.Example.com:443/a%2fb/../c?x=%20+|&y")
                .orElseThrow();
        assertThat(List.of(url.scheme(), url.authority(), url.path(), url.query(), url.target()))
                .containsExactly("https", "hooks.example.com", "/a%2fb/../c", "?x=%20+|&y", "/a%2fb/../c?x=%20+|&y");
        ExternalUrl bare = ExternalUrl.of("http://example.com:8080").orElseThrow();
        assertThat(List.of(bare.authority(), bare.path(), bare.query(), bare.target()))
                .containsExactly("example.com:8080", "/", "?", "/");
        assertThat(ExternalUrl.of("http://example.com:80?q").orElseThrow().authority())
                .isEqualTo("example.com");
        assertThat(ExternalUrl.of("https://example.com:80/").orElseThrow().authority())
                .isEqualTo("example.com:80");
        assertThat(ExternalUrl.of("/in")).isEmpty();
    }

    @Test
    void a_component_given_twice_or_with_parameters_or_unknown_is_refused() {
        WebhookRequest genuine = signed(SIGNER);
        for (String extra : List.of(
                " \"@method\")",
                " \"x-a\";sf)",
                " \"@query-param\";name=\"a\")",
                " \"@status\")",
                " \"X-A\")",
                " 1)",
                " x-a)",
                " \"@method\";req)",
                " \"@unknown\")")) {
            isRejected(
                    verdict(change(genuine, "Signature-Input", value -> value.replaceFirst("\\)", extra))),
                    Reason.MALFORMED);
        }
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value.replaceFirst("\\)", " \"x-absent\")"))),
                Reason.MISSING);
    }

    @Test
    void lines_of_a_covered_field_are_joined_and_all_of_them_are_bound() {
        HttpMessageSigner signer = SIGNER.components("content-digest", "@method", "@target-uri", "x-a");
        WebhookRequest genuine = signed(signer, "X-A", " one ", "X-A", "two");
        assertThat(verdict(genuine)).isInstanceOf(Verified.class);
        WebhookRequest more = request(URL, genuine.headers().with("X-A", "three"));
        isRejected(verdict(more), Reason.MISMATCH);
        isRejected(
                verdict(change(genuine, "X-A", value -> value.equals("two") ? "two\u00a0" : value)), Reason.MALFORMED);
        isRejected(
                verdict(change(genuine, "X-A", value -> value.equals("two") ? "two\u001f" : value)), Reason.MALFORMED);
    }

    @Test
    void the_algorithm_is_the_configured_one_whatever_the_message_says() throws Exception {
        WebhookRequest genuine = signed(SIGNER);
        String rightSignature = resigned(genuine, ";alg=\"hmac-sha256\"");
        assertThat(verdict(withInput(genuine, ";alg=\"hmac-sha256\"", rightSignature)))
                .isInstanceOf(Verified.class);
        for (String other : List.of(";alg=\"ed25519\"", ";alg=\"none\"", ";alg=\"HMAC-SHA256\"", ";alg=\"\"")) {
            isRejected(verdict(withInput(genuine, other, resigned(genuine, other))), Reason.MISMATCH);
        }
        isRejected(verdict(withInput(genuine, ";alg=x", resigned(genuine, ";alg=x"))), Reason.MALFORMED);
    }

    /** The public key's bytes as a shared secret: what everybody has must not sign. */
    @Test
    void a_public_key_never_is_a_shared_secret() throws Exception {
        KeyPair pair = pair(HttpSignatureAlgorithm.ED25519);
        HttpMessageSignatureVerifier verifier = HttpMessageSignatureVerifier.builder()
                .key(HttpSignatureKey.publicKey("k1", HttpSignatureAlgorithm.ED25519, text(pair)))
                .build();
        for (KeyForm form : List.of(KeyForm.utf8(), KeyForm.base64(""))) {
            isRejected(
                    verifier.verify(signed(HttpMessageSigner.sharedSecret("k1", text(pair), form)), NOW),
                    Reason.MISMATCH);
        }
        assertThatThrownBy(() -> HttpSignatureKey.sharedSecret("k1", Secret.of("whpk_AAAA"), KeyForm.utf8()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpSignatureKey.publicKey("k1", HttpSignatureAlgorithm.HMAC_SHA256, text(pair)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shared secret");
        assertThatThrownBy(
                        () -> HttpMessageSigner.privateKey("k1", HttpSignatureAlgorithm.HMAC_SHA256, pair.getPrivate()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** With parameters added, and signed so. */
    private static WebhookRequest withInput(WebhookRequest genuine, String parameters, String signature) {
        return change(change(genuine, "Signature-Input", value -> value + parameters), "Signature", value -> signature);
    }

    private static String resigned(WebhookRequest genuine, String parameters) {
        String input = genuine.headers().first("Signature-Input").orElseThrow().substring("sig1=".length());
        String base = "\"@method\": POST\n\"@target-uri\": " + URL + "\n\"content-digest\": " + ContentDigest.of(BODY)
                + "\n\"@signature-params\": " + input + parameters;
        byte[] mac = HmacSha256.of(
                SECRET.reveal().getBytes(StandardCharsets.UTF_8), base.getBytes(StandardCharsets.US_ASCII));
        return "sig1=:" + Base64.getEncoder().encodeToString(mac) + ":";
    }

    @Test
    void parameters_of_another_kind_are_refused_and_missing_ones_told() {
        WebhookRequest genuine = signed(SIGNER);
        for (String wrong : List.of(
                "created=\"1\"",
                "created=-1",
                "created=1.0",
                "created=?1",
                "created",
                "created=1900000000;created=1",
                "created=1;expires=\"x\"",
                "created=1;nonce=1",
                "created=1;nonce=\"" + "n".repeat(257) + "\"")) {
            isRejected(
                    verdict(change(genuine, "Signature-Input", value -> value.replace("created=1900000000", wrong))),
                    Reason.MALFORMED);
        }
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value.replace(";created=1900000000", ""))),
                Reason.MISSING);
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value.replace(";keyid=\"k1\"", ""))),
                Reason.MISSING);
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value.replace("\"k1\"", "\"k2\""))), Reason.NO_KEY);
        isRejected(verdict(change(genuine, "Signature-Input", value -> "sig1=1")), Reason.MALFORMED);
        isRejected(verdict(change(genuine, "Signature", value -> "sig1=\"x\"")), Reason.MALFORMED);
        isRejected(verdict(change(genuine, "Signature", value -> "sig1")), Reason.MALFORMED);
        isRejected(verdict(change(genuine, "Signature", value -> "sig1=::")), Reason.MISMATCH);
        isRejected(verdict(change(genuine, "Signature", value -> value + ", " + value)), Reason.MALFORMED);
        isRejected(verdict(change(genuine, "Signature", value -> value.replace("sig1", "sig2"))), Reason.MISSING);
    }

    @Test
    void age_is_judged_in_both_directions_and_expiry_besides() {
        HttpMessageSignatureVerifier verifier =
                builder().maxAge(Duration.ofSeconds(60)).build();
        WebhookRequest genuine = signed(SIGNER);

        assertThat(verifier.verify(genuine, NOW.plusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(genuine, NOW.minusSeconds(60))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(genuine, NOW.plusSeconds(61)))
                .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(Duration.ofSeconds(61))));
        assertThat(verifier.verify(genuine, NOW.minusSeconds(61)))
                .isEqualTo(new Rejected(Reason.TOO_NEW, Optional.of(Duration.ofSeconds(-61))));
        String expires = ";expires=1900000030";
        WebhookRequest expiring = withInput(genuine, expires, resigned(genuine, expires));
        assertThat(verifier.verify(expiring, NOW.plusSeconds(30))).isInstanceOf(Verified.class);
        assertThat(verifier.verify(expiring, NOW.plusSeconds(31)))
                .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(Duration.ofSeconds(31))));
    }

    @Test
    void a_nonce_is_verified_once_and_remembered_as_long_as_it_could_be_repeated() {
        Set<String> seen = new HashSet<>();
        List<Instant> until = new ArrayList<>();
        HttpMessageSignatureVerifier verifier = builder()
                .nonces((keyId, nonce, last) -> {
                    until.add(last);
                    return seen.add(keyId + " " + nonce);
                })
                .build();
        WebhookRequest genuine = signed(SIGNER.nonce("n1"));

        assertThat(verifier.verify(change(genuine, "Signature", value -> "sig1=::"), NOW))
                .isInstanceOf(Rejected.class);
        assertThat(verifier.verify(genuine, NOW.plusSeconds(400))).isInstanceOf(Rejected.class);
        assertThat(seen).isEmpty(); // only what is verified is remembered
        assertThat(verifier.verify(genuine, NOW)).isInstanceOf(Verified.class);
        assertThat(verifier.verify(genuine, NOW)).isInstanceOf(Rejected.class);
        assertThat(verifier.verify(signed(SIGNER.nonce("n2")), NOW)).isInstanceOf(Verified.class);
        isRejected(verifier.verify(signed(SIGNER), NOW), Reason.MISSING);
        assertThat(until).containsOnly(NOW.plusSeconds(300));
        HttpMessageSignatureVerifier broken = builder()
                .nonces((keyId, nonce, last) -> {
                    throw new IllegalStateException("down");
                })
                .build();
        assertThat(broken.verify(genuine, NOW))
                .isEqualTo(new Unavailable("nonce memory: java.lang.IllegalStateException"));
    }

    @Test
    void of_several_signatures_any_good_one_counts_unless_a_label_is_configured() {
        HttpMessageSigner foreign =
                HttpMessageSigner.sharedSecret("k9", SECRET, KeyForm.utf8()).label("sig9");
        WebhookRequest both = signed(SIGNER, headersOf(signed(foreign)));

        assertThat(verdict(both)).isInstanceOf(Verified.class);
        assertThat(builder().label("sig1").build().verify(both, NOW)).isInstanceOf(Verified.class);
        isRejected(builder().label("sig9").build().verify(both, NOW), Reason.NO_KEY);
        isRejected(builder().label("sig2").build().verify(both, NOW), Reason.MISSING);
        isRejected(
                verdict(change(both, "Signature", value -> value.startsWith("sig1") ? "sig1=:AAAA:" : value)),
                Reason.MISMATCH); // and not NO_KEY, which is what the other one gives
    }

    private static String[] headersOf(WebhookRequest request) {
        List<String> all = new ArrayList<>();
        request.headers().forEach((name, value) -> all.addAll(List.of(name, value)));
        return all.toArray(String[]::new);
    }

    @Test
    void eight_signatures_are_looked_at_and_nine_refused() {
        WebhookRequest genuine = signed(SIGNER);
        String unknown = ", s%d=();created=1;keyid=\"k\"";
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            more.append(unknown.replace("%d", Integer.toString(i)));
        }
        assertThat(verdict(change(genuine, "Signature-Input", value -> value + more)))
                .isInstanceOf(Verified.class);
        isRejected(
                verdict(change(genuine, "Signature-Input", value -> value + more + unknown.replace("%d", "8"))),
                Reason.MALFORMED);
    }

    @Test
    void keys_of_one_id_may_be_several_and_expire() {
        Secret old = Secret.of("the old secret of these tests").named("old").notAfter(NOW);
        HttpMessageSignatureVerifier verifier = builder()
                .key(HttpSignatureKey.sharedSecret("k1", old, KeyForm.utf8()))
                .build();
        WebhookRequest byOld = signed(HttpMessageSigner.sharedSecret("k1", old, KeyForm.utf8()));

        assertThat(((Verified) verifier.verify(byOld, NOW)).keyName()).contains("old");
        isRejected(verifier.verify(byOld, NOW.plusNanos(1)), Reason.MISMATCH);
        isRejected(
                HttpMessageSignatureVerifier.builder()
                        .key(HttpSignatureKey.sharedSecret("k1", old, KeyForm.utf8()))
                        .build()
                        .verify(byOld, NOW.plusNanos(1)),
                Reason.NO_KEY);
    }

    @Test
    void id_and_type_are_signed_when_they_are_covered() {
        HttpMessageSignatureVerifier verifier = builder()
                .id(MessageField.header("X-Id"))
                .eventType(MessageField.json("type"))
                .build();
        HttpMessageSigner covering = SIGNER.components("content-digest", "@method", "@target-uri", "x-id");

        Verified covered = (Verified) verifier.verify(signed(covering, "X-Id", "m1"), NOW);
        Verified uncovered = (Verified) verifier.verify(signed(SIGNER, "X-Id", "m1"), NOW);

        assertThat(covered.id()).contains("m1");
        assertThat(covered.eventType()).contains("order.paid");
        assertThat(covered.signed()).contains(SignedPart.ID, SignedPart.EVENT_TYPE);
        assertThat(uncovered.id()).contains("m1");
        assertThat(uncovered.signed()).doesNotContain(SignedPart.ID).contains(SignedPart.EVENT_TYPE);
        assertThat(verifier.messageHeaders()).containsExactly("x-id");
        assertThat(verifier.credentialHeaders()).containsExactlyInAnyOrder("signature", "signature-input");
    }

    @Test
    void a_repeat_is_told_by_what_was_signed_where_that_binds_the_body() {
        HttpMessageSignatureVerifier lenient =
                builder().requiredComponents("@method").build();
        Verified bound = (Verified) lenient.verify(signed(SIGNER), NOW);
        Verified unbound = (Verified) lenient.verify(signed(SIGNER.components("@method")), NOW);

        assertThat(bound.contentKey()).isPresent();
        assertThat(bound.contentKey()).isEqualTo(((Verified) lenient.verify(signed(SIGNER), NOW)).contentKey());
        assertThat(unbound.contentKey()).isEmpty();
        assertThat(unbound.bodyBound()).isFalse();
    }

    @Test
    void every_fault_of_the_configuration_is_named_at_once() {
        assertThatThrownBy(() -> HttpMessageSignatureVerifier.builder()
                        .name(" ")
                        .maxAge(Duration.ofSeconds(-1))
                        .requiredComponents("Content-Digest", "@query-param")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "name is blank", "there is none", "PT-1S", "'Content-Digest'", "'@query-param'");
        assertThatThrownBy(() -> builder().requiredComponents().build()).hasMessageContaining("cover something");
        assertThatThrownBy(() -> HttpSignatureKey.sharedSecret(" ", SECRET, KeyForm.utf8()))
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> HttpSignatureAlgorithm.of("none")).hasMessageContainingAll("none", "ed25519");
        assertThat(builder().build()).hasToString("HttpMessageSignatureVerifier[HttpSignatureKey[k1, hmac-sha256]]");
        assertThat(SIGNER.toString()).doesNotContain(SECRET.reveal());
    }
}
