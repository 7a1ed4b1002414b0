package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Svix;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The threat rows of receiving that an HMAC answers, for every HMAC preset. */
class HmacVerifierTest {
    private static final Instant NOW = HmacCase.NOW;
    private static final byte[] BODY = HmacCase.BODY;
    private static final Secret SPEC = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static void isRejected(Verification verdict) {
        assertThat(verdict).isInstanceOf(Rejected.class);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static void isAccepted(Verification verdict) {
        assertThat(verdict).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void what_the_signer_signs_is_accepted(HmacCase preset) {
        isAccepted(preset.verdict(preset.signed()));
    }

    @ParameterizedTest
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void upper_and_lower_case_header_names_are_the_same(HmacCase preset) {
        for (boolean upper : new boolean[] {true, false}) {
            Headers.Builder renamed = Headers.builder();
            preset.signed()
                    .forEach((name, value) -> renamed.add(
                            upper ? name.toUpperCase(java.util.Locale.ROOT) : HmacScheme.lowerCase(name), value));

            isAccepted(preset.verdict(renamed.build()));
        }
    }

    @ParameterizedTest(name = "R16 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void flipping_any_bit_of_the_body_is_rejected(HmacCase preset) {
        Headers headers = preset.signed();
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] body = BODY.clone();
            body[bit / 8] ^= (byte) (1 << bit % 8);

            Verification verdict = preset.verdict(headers, body, NOW);
            isRejected(verdict);
            assertThat(preset.timeInBody() || verdict.equals(Rejected.because(Reason.MISMATCH)))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "R16 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void flipping_any_bit_of_a_signed_header_value_is_rejected(HmacCase preset) {
        HmacScheme scheme = preset.scheme();
        Headers headers = preset.signed();
        for (String name : headers.names()) {
            boolean idUnsigned = preset.isUnsignedId(name);
            String value = headers.first(name).orElseThrow();
            for (int bit = 0; bit < value.length() * 7 && !idUnsigned; bit++) {
                char[] changed = value.toCharArray();
                changed[bit / 7] ^= (char) (1 << bit % 7);
                String spoilt = new String(changed);
                boolean hexInUpperCase = scheme.encoding == SignatureEncoding.HEX
                        && preset.signatureHeader().equalsIgnoreCase(name)
                        && bit / 7 >= value.length() - 2 * scheme.hash.bytes()
                        && spoilt.equalsIgnoreCase(value);
                Headers.Builder sent = Headers.builder();
                headers.forEach((field, old) -> sent.add(field, field.equalsIgnoreCase(name) ? spoilt : old));
                if (sent.fault().isEmpty() && !hexInUpperCase) {
                    isRejected(preset.verdict(sent.build()));
                }
            }
        }
    }

    @Test
    void flipping_any_bit_of_the_key_is_rejected_R16() {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Headers headers = HmacSigner.of(StandardWebhooks.scheme(), SPEC)
                .sign(HmacCase.request(Headers.empty(), BODY), Optional.of("m"), NOW);
        for (int bit = 0; bit < key.length * 8; bit++) {
            byte[] other = key.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            Secret secret = Secret.of("whsec_" + Base64.getEncoder().encodeToString(other));

            isRejected(StandardWebhooks.verifier(secret).verify(HmacCase.request(headers, BODY), NOW), Reason.MISMATCH);
        }
    }

    @ParameterizedTest(name = "R15 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void an_absent_empty_or_blank_header_is_missing(HmacCase preset) {
        Headers headers = preset.signed();
        for (String name : headers.names()) {
            if (!preset.isUnsignedId(name)) {
                isRejected(preset.verdict(HmacCase.change(headers, name, (n, v) -> null)), Reason.MISSING);
                isRejected(preset.verdict(HmacCase.with(headers, name, "")), Reason.MISSING);
                isRejected(preset.verdict(HmacCase.with(headers, name, " \t ")), Reason.MISSING);
            }
        }
        isRejected(preset.verdict(Headers.empty()), Reason.MISSING);
    }

    @ParameterizedTest(name = "R6 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void a_single_valued_header_given_twice_is_rejected_in_any_order(HmacCase preset) {
        Headers headers = preset.signed();
        for (String name : headers.names()) {
            if (!preset.isList(name)) {
                String good = headers.first(name).orElseThrow();
                for (List<String> lines : List.of(
                        List.of(good, good),
                        List.of(good, "x"),
                        List.of("x", good),
                        List.of(good, ""),
                        List.of("", good))) {
                    Headers rest = HmacCase.change(headers, name, (n, v) -> null);
                    isRejected(
                            preset.verdict(rest.with(name, lines.get(0)).with(name, lines.get(1))), Reason.MALFORMED);
                }
            }
        }
    }

    @ParameterizedTest(name = "R6 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void values_that_a_proxy_joined_with_a_comma_are_rejected_where_one_is_expected(HmacCase preset) {
        Headers headers = preset.signed();
        for (String name : headers.names()) {
            if (!preset.isList(name) && !preset.isUnsignedId(name)) {
                isRejected(preset.verdict(HmacCase.change(headers, name, (n, v) -> v + ", " + v)));
                isRejected(preset.verdict(HmacCase.change(headers, name, (n, v) -> v + "," + v)));
            }
        }
    }

    @ParameterizedTest(name = "R6 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#lists")
    void lines_of_a_signature_list_are_joined(HmacCase preset) {
        String header = preset.signatureHeader();
        String good = preset.signature();
        String bad =
                preset.signed(BODY, NOW, preset.otherSecret()).first(header).orElseThrow();
        Headers rest = HmacCase.change(preset.signed(), header, (n, v) -> null);

        isAccepted(preset.verdict(rest.with(header, good).with(header, bad)));
        isAccepted(preset.verdict(rest.with(header, bad).with(header, good)));
        isAccepted(preset.verdict(rest.with(header, good).with(header, good)));
        isRejected(preset.verdict(rest.with(header, bad).with(header, bad)), Reason.MISMATCH);
    }

    @Test
    void two_different_times_in_one_stripe_header_are_rejected_R6() {
        HmacCase stripe = HmacCase.of("stripe");

        isRejected(
                stripe.verdict(HmacCase.change(stripe.signed(), "Stripe-Signature", (n, v) -> v + ",t=1")),
                Reason.MALFORMED);
        isRejected(
                stripe.verdict(HmacCase.change(stripe.signed(), "Stripe-Signature", (n, v) -> "t=1," + v)),
                Reason.MALFORMED);
    }

    @ParameterizedTest(name = "R7 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void ten_thousand_candidates_are_rejected_without_looking(HmacCase preset) {
        HmacScheme scheme = preset.scheme();
        String one = preset.signature();
        SignatureReading reading = new SignatureReading(
                scheme,
                HmacCase.request(fields(preset, (one + (preset.delimiter() + " ").charAt(0)).repeat(240)), BODY));
        assertThat(reading.read()).isNull();

        SignatureCandidates candidates =
                new SignatureCandidates(scheme.encoding, scheme.leastBytes(), scheme.mostBytes());
        String entries = (preset.tag() + "00" + preset.delimiter()).repeat(10_000);
        assertThat(scheme.syntax.parse(entries, candidates)).isEqualTo(!scheme.syntax.isList());
        assertThat(candidates.size()).isZero();
    }

    private static Headers fields(HmacCase preset, String signature) {
        String cut = signature.substring(0, Math.min(signature.length(), 15_000));
        return HmacCase.with(preset.signed(), preset.signatureHeader(), cut);
    }

    @ParameterizedTest(name = "R7 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#lists")
    void thirty_two_entries_are_looked_at_and_thirty_three_refused(HmacCase preset) {
        String unknown = preset.delimiter() + "z9=1";
        int own = preset.scheme().syntax.hasTimestamp() ? 2 : 1;
        Headers headers = preset.signed();
        String header = preset.signatureHeader();

        isAccepted(preset.verdict(HmacCase.change(headers, header, (n, v) -> v + unknown.repeat(32 - own))));
        isRejected(
                preset.verdict(HmacCase.change(headers, header, (n, v) -> v + unknown.repeat(33 - own))),
                Reason.MALFORMED);
    }

    @ParameterizedTest(name = "R7 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void more_than_eight_kilobytes_are_refused(HmacCase preset) {
        String header = preset.signatureHeader();

        isRejected(
                preset.verdict(HmacCase.change(preset.signed(), header, (n, v) -> v + " ".repeat(8192))),
                Reason.MALFORMED);
    }

    @ParameterizedTest(name = "R8 {0}, CVE-2024-21491")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void a_signature_of_another_length_is_rejected(HmacCase preset) {
        HmacScheme scheme = preset.scheme();
        byte[] right = decoded(preset);
        for (int length : new int[] {0, 1, 31, 33, right.length * 2}) {
            byte[] other = java.util.Arrays.copyOf(right, length);
            String text = scheme.syntax.format(List.of(scheme.encoding.encode(other)), preset.time(NOW));

            isRejected(
                    preset.verdict(HmacCase.with(preset.signed(), preset.signatureHeader(), text)),
                    text.isEmpty() ? Reason.MISSING : Reason.MALFORMED);
        }
        String whole = preset.signature();
        for (int length = 1; length < whole.length(); length++) {
            isRejected(preset.verdict(
                    HmacCase.with(preset.signed(), preset.signatureHeader(), whole.substring(0, length))));
        }
    }

    private static byte[] decoded(HmacCase preset) {
        SignatureCandidates found = new SignatureCandidates(
                preset.scheme().encoding,
                preset.scheme().leastBytes(),
                preset.scheme().mostBytes());
        preset.scheme().syntax.parse(preset.signature(), found);
        return found.all()[0];
    }

    @ParameterizedTest(name = "R9, R10 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void another_spelling_of_the_right_signature_is_rejected(HmacCase preset) {
        String right = preset.signature();
        Headers headers = preset.signed();
        String header = preset.signatureHeader();
        List<String> spellings = preset.scheme().encoding == SignatureEncoding.HEX
                ? List.of(right + "0", right + " 0", right.substring(0, right.length() - 1) + "g", right + "=")
                : List.of(
                        right.substring(0, right.length() - 1),
                        right + "=",
                        right.replaceFirst("(.)=$", nextDigit(right.charAt(right.length() - 2)) + "="),
                        right.replaceFirst("(....)$", "\u00a0$1"),
                        right.replace(preset.tag(), preset.tag() + " "));
        for (String spelling : spellings) {
            if (!spelling.equals(right)) {
                isRejected(preset.verdict(HmacCase.with(headers, header, spelling)));
            }
        }
    }

    /** The digit that differs in the two bits which a 32-byte value does not need. */
    private static String nextDigit(char digit) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return String.valueOf(alphabet.charAt(alphabet.indexOf(digit) + 1)).replace("+", "\\+");
    }

    @Test
    void upper_case_hex_is_accepted_R10() {
        HmacCase github = HmacCase.of("github");
        String digits = github.signature().substring(7);

        isAccepted(github.verdict(HmacCase.with(
                github.signed(), github.signatureHeader(), "sha256=" + digits.toUpperCase(java.util.Locale.ROOT))));
        isRejected(
                github.verdict(HmacCase.with(github.signed(), github.signatureHeader(), "SHA256=" + digits)),
                Reason.MALFORMED);
    }

    @ParameterizedTest(name = "R12 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#lists")
    void unknown_versions_are_ignored_and_never_accepted(HmacCase preset) {
        String good = preset.signature();
        String other = good.replace(preset.tag(), "z" + preset.tag());
        String both = good.replace(preset.tag(), "z9=x" + preset.delimiter() + preset.tag());
        Headers headers = preset.signed();

        isAccepted(preset.verdict(HmacCase.with(headers, preset.signatureHeader(), both)));
        isRejected(preset.verdict(HmacCase.with(headers, preset.signatureHeader(), other)), Reason.MISSING);
    }

    @Test
    void the_fields_cannot_be_cut_at_another_place_R5() throws Exception {
        byte[] body = "x.1900000000.{}".getBytes(StandardCharsets.UTF_8);
        Headers genuine = HmacSigner.of(StandardWebhooks.scheme(), SPEC)
                .sign(HmacCase.request(Headers.empty(), body), Optional.of("m"), NOW);
        Headers shifted = HmacCase.with(
                HmacCase.with(genuine, "webhook-id", "m.1900000000.x"), "webhook-timestamp", "1900000000");
        byte[] rest = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] sameSignedBytes = "m.1900000000.x.1900000000.{}".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "HmacSHA256"));
        assertThat(genuine.first("webhook-signature"))
                .contains("v1," + Base64.getEncoder().encodeToString(mac.doFinal(sameSignedBytes)));

        isAccepted(StandardWebhooks.verifier(SPEC).verify(HmacCase.request(genuine, body), NOW));
        isRejected(StandardWebhooks.verifier(SPEC).verify(HmacCase.request(shifted, rest), NOW), Reason.MALFORMED);
    }

    @ParameterizedTest(name = "R17 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#all")
    void any_live_secret_matches_and_is_named_and_an_expired_one_does_not(HmacCase preset) {
        Secret current = preset.secret().named("current");
        Secret previous = preset.otherSecret().named("previous").notAfter(NOW);
        Verifier both = preset.verifier(current, previous);
        Headers byOld = preset.signed(BODY, NOW, preset.otherSecret());
        Instant later = NOW.plusNanos(1);

        assertThat(keyName(both, preset.signed(), NOW)).contains("current");
        assertThat(keyName(both, byOld, NOW)).contains("previous");
        isRejected(both.verify(HmacCase.request(byOld, BODY), later), Reason.MISMATCH);
        isRejected(preset.verifier(previous).verify(HmacCase.request(byOld, BODY), later), Reason.NO_KEY);
        isRejected(preset.verifier(current).verify(HmacCase.request(byOld, BODY), NOW), Reason.MISMATCH);
    }

    @ParameterizedTest(name = "R17 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#lists")
    void a_sender_in_rotation_signs_with_all_its_secrets(HmacCase preset) {
        Headers twice = preset.signed(BODY, NOW, preset.secret(), preset.otherSecret());

        isAccepted(preset.verifier(preset.secret()).verify(HmacCase.request(twice, BODY), NOW));
        isAccepted(preset.verifier(preset.otherSecret()).verify(HmacCase.request(twice, BODY), NOW));
    }

    @Test
    void two_secrets_of_one_name_are_told_apart_R17() {
        HmacCase github = HmacCase.of("github");
        Verifier both = github.verifier(github.secret(), Secret.of(github.otherKeyText()));

        assertThat(keyName(both, github.signed(BODY, NOW, github.otherSecret()), NOW))
                .contains("secret-2");
    }

    private static Optional<String> keyName(Verifier verifier, Headers headers, Instant now) {
        return ((Verified) verifier.verify(HmacCase.request(headers, BODY), now)).keyName();
    }

    @Test
    void a_public_key_used_as_an_hmac_secret_signs_nothing_R13() throws Exception {
        byte[] key = Base64.getDecoder().decode("1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(("m." + NOW.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        String forged = Base64.getEncoder().encodeToString(mac.doFinal(BODY));
        for (String tag : List.of("v1,", "v1a,")) {
            Headers headers = Headers.of(
                    "webhook-id",
                    "m",
                    "webhook-timestamp",
                    Long.toString(NOW.getEpochSecond()),
                    "webhook-signature",
                    tag + forged);

            isRejected(StandardWebhooks.verifier(SPEC).verify(HmacCase.request(headers, BODY), NOW));
        }
    }

    @Test
    void a_doubled_type_header_is_rejected_R6() {
        HmacCase github = HmacCase.of("github");

        isRejected(
                github.verdict(github.signed().with("X-GitHub-Event", "push").with("X-GitHub-Event", "ping")),
                Reason.MALFORMED);
    }

    @Test
    void github_gives_a_replay_under_another_id_the_same_content_key_R4() throws Exception {
        HmacCase github = HmacCase.of("github");
        Verified first = (Verified) github.verdict(github.signed());
        Verified replay = (Verified) github.verdict(HmacCase.with(github.signed(), "X-GitHub-Delivery", "other"));

        assertThat(replay.id()).contains("other").isNotEqualTo(first.id());
        assertThat(replay.signed()).doesNotContain(SignedPart.ID, SignedPart.EVENT_TYPE);
        assertThat(replay.contentKey())
                .isEqualTo(first.contentKey())
                .contains(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(BODY)));
    }

    @Test
    void svix_takes_the_standard_names_when_any_of_its_own_is_missing() {
        Headers own =
                HmacSigner.of(Svix.scheme(), SPEC).sign(HmacCase.request(Headers.empty(), BODY), Optional.of("m"), NOW);
        Headers standard = HmacSigner.of(StandardWebhooks.scheme(), SPEC)
                .sign(HmacCase.request(Headers.empty(), BODY), Optional.of("m"), NOW);
        Headers.Builder all = Headers.builder();
        standard.forEach(all::add);
        own.forEach(all::add);
        Headers both = all.build();
        Verifier verifier = Svix.verifier(SPEC);

        isAccepted(verifier.verify(HmacCase.request(both, BODY), NOW));
        for (String name : own.names()) {
            isRejected(verifier.verify(HmacCase.request(HmacCase.change(own, name, (n, v) -> null), BODY), NOW));
            isAccepted(verifier.verify(HmacCase.request(HmacCase.change(both, name, (n, v) -> null), BODY), NOW));
        }
        assertThat(verifier.credentialHeaders()).containsExactly("svix-signature", "webhook-signature");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void garbage_is_rejected_and_never_throws_R10(long seed) {
        Random random = new Random(seed);
        List<HmacCase> presets = HmacCase.all().toList();
        String alphabet = "0123456789abcdefABCDEF=,.;: \tvt1+-/_{}[]\"%&é١\u00ff\u2028\ud800";
        for (int i = 0; i < 4000; i++) {
            HmacCase preset = presets.get(random.nextInt(presets.size()));
            Headers good = preset.signed();
            Headers.Builder headers = Headers.builder();
            good.forEach((name, value) -> {
                if (random.nextInt(3) > 0) {
                    headers.add(name, random.nextBoolean() ? value : garbage(random, alphabet));
                }
                if (random.nextInt(8) == 0) {
                    headers.add(name, garbage(random, alphabet));
                }
            });
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            Verification verdict = preset.verdict(headers.build(), body, NOW);

            isRejected(verdict);
        }
    }

    private static String garbage(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(90); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void id_and_type_of_a_genuine_body_that_is_no_json_are_absent() {
        for (byte[] body : List.of(new byte[0], new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80})) {
            HmacCase stripe = HmacCase.of("stripe");
            Verified verified = (Verified) stripe.verdict(stripe.signed(body, NOW, stripe.secret()), body, NOW);

            assertThat(verified.id()).isEmpty();
            assertThat(verified.eventType()).isEmpty();
        }
        assertThat(Stripe.scheme().tolerance()).isEqualTo(Duration.ofMinutes(5));
    }
}
