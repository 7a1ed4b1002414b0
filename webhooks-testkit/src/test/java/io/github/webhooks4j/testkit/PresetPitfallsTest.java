package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.preset.Changed;
import io.github.webhooks4j.testkit.preset.PresetCase;
import io.github.webhooks4j.testkit.preset.PresetCases;
import io.github.webhooks4j.testkit.preset.SignatureText;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Providers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What has gone wrong in other libraries, tried on every preset, whatever family it is of. */
@ParameterizedClass(name = "{0}")
@MethodSource("presets")
class PresetPitfallsTest {
    /** It only repeats what is fixed; whatever else it says is refused. */
    private static final Set<String> MAY_BE_MISSING = Set.of("PAYPAL-AUTH-ALGO");

    /** Tokens tell when they end, at most so long after they began. */
    private static final Duration LONGEST_TOKEN = Duration.ofHours(1);

    private static final Set<String> ENDING =
            Set.of("atlassian-connect", "google-pubsub", "messagebird", "microsoft-graph-rich", "monday");

    @Parameter
    PresetCase preset;

    private Verifier verifier;
    private WebhookRequest genuine;
    private Verified original;

    static Stream<PresetCase> presets() {
        return PresetCases.all();
    }

    @BeforeEach
    void sign() {
        verifier = preset.verifier(0);
        genuine = preset.genuine(0);
        original = (Verified) verify(genuine);
    }

    /** One that was asked for too many invented keys is no judge for a minute, so another one is made then. */
    private Verification verify(WebhookRequest request) {
        Verification verdict = verifier.verify(request, PresetCase.NOW);
        return verdict instanceof Unavailable ? preset.verifier(0).verify(request, PresetCase.NOW) : verdict;
    }

    private Verification verify(String header, String... values) {
        return Changed.header(genuine, header, List.of(values))
                .map(this::verify)
                .orElse(Rejected.because(Rejected.Reason.MALFORMED)); // no receiver lets it in
    }

    /** Whatever is accepted differs at most in what the verdict calls not signed. */
    private void judge(WebhookRequest request, String what) {
        if (!(verify(request) instanceof Verified verdict)) {
            return;
        }
        Set<SignedPart> signed = original.signed();
        assertThat(verdict.signed()).as(what).isEqualTo(signed);
        assertThat(!signed.contains(SignedPart.BODY) || Arrays.equals(request.body(), genuine.body()))
                .as(what + ": the body")
                .isTrue();
        assertThat(!signed.contains(SignedPart.TIMESTAMP) || verdict.timestamp().equals(original.timestamp()))
                .as(what + ": the time")
                .isTrue();
        assertThat(!signed.contains(SignedPart.ID) || verdict.id().equals(original.id()))
                .as(what + ": the id")
                .isTrue();
        assertThat(!signed.contains(SignedPart.EVENT_TYPE)
                        || verdict.eventType().equals(original.eventType()))
                .as(what + ": the type")
                .isTrue();
        assertThat(verdict.contentKey()).as(what + ": the content key").isEqualTo(original.contentKey());
    }

    private Set<String> headers() {
        return genuine.headers().names();
    }

    private Set<String> credentials() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(headers());
        names.removeIf(name -> !verifier.credentialHeaders().contains(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private String value(String header) {
        return genuine.headers().first(header).orElseThrow();
    }

    /** Whether a request is refused for another value of this header field. */
    private boolean isCovered(String header) {
        return !(verify(header, value(header) + "0") instanceof Verified);
    }

    /** Whether this header field may hold several signatures, by what our own signing puts there. */
    private boolean isList(String header) {
        if (preset.secrets().isEmpty() || preset.lists().contains(header)) {
            return preset.lists().contains(header);
        }
        return Providers.byName(preset.name())
                .scheme()
                .map(scheme -> SignedRequest.of(
                                scheme,
                                preset.secrets().get(0),
                                preset.secrets().get(1))
                        .externalUrl(PresetCase.URL)
                        .at(PresetCase.NOW)
                        .header(
                                "Content-Type",
                                genuine.headers().first("Content-Type").orElse("application/json"))
                        .body(preset.body()))
                .flatMap(request -> signed(request.id("msg_1")).or(() -> signed(request)))
                .map(request -> request.headers().first(header).orElse("").length()
                        > value(header).length())
                .orElse(false);
    }

    private static Optional<WebhookRequest> signed(SignedRequest request) {
        try {
            return Optional.of(request.request());
        } catch (IllegalStateException | IllegalArgumentException idInTheBody) {
            return Optional.empty();
        }
    }

    @Test
    void no_bit_of_the_body_that_is_signed_can_be_changed() {
        byte[] body = genuine.body().clone();
        int step = Math.max(1, body.length * 8 / 2000) | 1; // odd: every place of a bit gets its turn
        for (int bit = 0; bit < body.length * 8; bit += step) {
            body[bit / 8] ^= (byte) (1 << (bit % 8));
            WebhookRequest changed = Changed.body(genuine, body.clone());
            judge(changed, "bit " + bit);
            assertThat(!original.bodyBound() || verify(changed) instanceof Rejected)
                    .as("bit %d", bit)
                    .isTrue();
            body[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        judge(Changed.body(genuine, new byte[0]), "no body");
        judge(Changed.body(genuine, (preset.body() + "\n").getBytes(StandardCharsets.UTF_8)), "one byte more");
    }

    @Test
    void no_bit_of_a_header_field_that_is_signed_can_be_changed() {
        for (String header : headers()) {
            String value = value(header);
            for (int bit = 0; bit < value.length() * 7; bit++) {
                char[] chars = value.toCharArray();
                chars[bit / 7] ^= (char) (1 << (bit % 7));
                Changed.header(genuine, header, List.of(new String(chars)))
                        .ifPresent(changed -> judge(changed, header + " with another bit"));
            }
        }
    }

    /** The case of a hex digit and of a word before a credential is free, nothing else. */
    @Test
    void no_bit_of_a_signature_can_be_changed() {
        for (String header : credentials()) {
            String value = value(header);
            Optional<SignatureText> signature = SignatureText.in(value);
            int word = value.indexOf(' ');
            for (int bit = 0; bit < value.length() * 7; bit++) {
                char[] chars = value.toCharArray();
                chars[bit / 7] ^= (char) (1 << (bit % 7));
                String changed = new String(chars);
                int place = bit / 7;
                boolean free = changed.equalsIgnoreCase(value)
                        && (place < word
                                || signature
                                        .filter(text -> text.isHex()
                                                && place >= text.before().length())
                                        .isPresent());
                assertThat(free || verify(header, changed) instanceof Rejected)
                        .as("%s: character %d", header, place)
                        .isTrue();
            }
        }
    }

    @Test
    void method_and_url_are_signed_exactly_when_the_verdict_says_so() {
        boolean method = verify(Changed.method(genuine, "PUT")) instanceof Rejected;
        boolean url = verify(Changed.url(genuine, PresetCase.URL + "other")) instanceof Rejected;
        boolean query = verify(Changed.url(genuine, PresetCase.URL + "?a=b")) instanceof Rejected;

        assertThat(method).as("method").isEqualTo(original.signed().contains(SignedPart.METHOD));
        assertThat(url).as("path").isEqualTo(original.signed().contains(SignedPart.URL));
        assertThat(query).as("query").isEqualTo(original.signed().contains(SignedPart.URL));
    }

    @Test
    void a_field_that_is_missing_empty_or_blank_is_never_taken_for_valid() {
        for (String header : headers()) {
            if (isCovered(header)) {
                for (Verification verdict : List.of(verify(header, ""), verify(header, "  "))) {
                    assertThat(verdict).as(header).isInstanceOf(Rejected.class);
                }
                assertThat(MAY_BE_MISSING.contains(header) || verify(header) instanceof Rejected)
                        .as(header)
                        .isTrue();
            }
        }
    }

    @Test
    void a_single_field_that_is_given_twice_is_refused_and_a_list_is_joined() {
        for (String header : headers()) {
            if (!isCovered(header)) {
                continue;
            }
            String good = value(header);
            for (String bad : spoilt(header)) {
                List<Boolean> taken = Stream.of(
                                verify(header, good, bad), verify(header, bad, good), verify(header, good, good))
                        .map(verdict -> verdict instanceof Verified)
                        .toList();
                boolean list = isList(header);
                // A list with another time in it, or with a text that is no entry, is refused in every order.
                assertThat(taken.subList(0, 2))
                        .as("%s: the order means nothing", header)
                        .containsOnly(taken.get(0));
                assertThat(list || !taken.contains(true))
                        .as("%s: twice", header)
                        .isTrue();
                // A dictionary (RFC 9421) holds a member once.
                assertThat(taken.get(2))
                        .as("%s: the same twice", header)
                        .isEqualTo(list && !header.startsWith("Signature"));
            }
        }
    }

    private List<String> spoilt(String header) {
        return Stream.concat(
                        SignatureText.in(value(header)).map(SignatureText::wrong).stream()
                                .flatMap(List::stream),
                        Stream.of(value(header) + "0", "x"))
                .toList();
    }

    @Test
    void several_values_in_one_line_are_a_list_or_nothing() {
        for (String header : headers()) {
            if (isCovered(header)) {
                String good = value(header);
                for (String line : List.of(good + "," + good, good + ", " + good, good + " " + good)) {
                    assertThat(isList(header) || verify(header, line) instanceof Rejected)
                            .as(header)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void more_signatures_than_are_looked_at_are_refused() {
        for (String header : credentials()) {
            String good = value(header);
            for (String delimiter : List.of(",", ", ", " ", ";", "&")) {
                String many = String.join(delimiter, Collections.nCopies(33, good));
                String bytes = String.join(delimiter, Collections.nCopies(1 + 8 * 1024 / (good.length() + 1), good));
                String one = good + delimiter + "v9=" + "x".repeat(8 * 1024);
                assertThat(verify(header, one))
                        .as("8 KiB of one entry in %s", header)
                        .isInstanceOf(Rejected.class);
                assertThat(verify(header, many)).as("33 in %s", header).isInstanceOf(Rejected.class);
                assertThat(verify(header, bytes)).as("8 KiB of %s", header).isInstanceOf(Rejected.class);
                assertThat(verify(header, String.join(delimiter, Collections.nCopies(10_000, "v1"))))
                        .as("10000 in %s", header)
                        .isInstanceOf(Rejected.class);
            }
            assertThat(verify(header, Collections.nCopies(33, good).toArray(String[]::new)))
                    .as("33 lines of %s", header)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void signatures_of_another_length_or_spelling_are_refused() {
        for (String header : credentials()) {
            SignatureText.in(value(header)).ifPresent(signature -> {
                for (String other : signature.ofOtherLengths()) {
                    assertThat(verify(header, other)).as(header + ": length").isInstanceOf(Rejected.class);
                }
                for (String other : original.signed().isEmpty() ? List.<String>of() : signature.misspelt()) {
                    assertThat(verify(header, other)).as(header + ": spelling").isInstanceOf(Rejected.class);
                }
                for (String other : signature.wrong()) {
                    assertThat(verify(header, other)).as(header + ": wrong").isInstanceOf(Rejected.class);
                }
                if (signature.isHex()) {
                    assertThat(verify(header, signature.inUpperCase()))
                            .as(header + ": hex in capitals")
                            .isInstanceOf(Verified.class);
                }
            });
        }
    }

    @Test
    void a_signature_under_another_tag_is_refused() {
        for (String header : credentials()) {
            SignatureText.in(value(header))
                    .filter(signature -> signature.before().matches(".*[A-Za-z0-9]+[=,]"))
                    .ifPresent(signature -> {
                        String tag = signature.before().replaceAll(".*?([A-Za-z0-9]+[=,])$", "$1");
                        String before = signature
                                .before()
                                .substring(0, signature.before().length() - tag.length());
                        String end = tag.substring(tag.length() - 1);
                        for (String other : List.of("v0", "v2", "v1a", "sha1", "sha512", "none", "V1", "")) {
                            String line = before + other + end + signature.text() + signature.after();
                            assertThat((other + end).equals(tag) || verify(header, line) instanceof Rejected)
                                    .as("%s under %s", header, other)
                                    .isTrue();
                        }
                    });
        }
    }

    @Test
    void a_time_that_is_not_strictly_one_is_refused_before_anything_is_compared() {
        assumeTrue(original.signed().contains(SignedPart.TIMESTAMP), "no time of signing");
        for (String header : headers()) {
            Optional<String> time = time(value(header));
            if (time.isEmpty()) {
                continue;
            }
            String good = time.get();
            for (String other : List.of(
                    "+" + good,
                    "0" + good,
                    "-" + good,
                    good + ".0",
                    "1e9",
                    "NaN",
                    "0x10",
                    good.replaceFirst("\\d", "\u0661"),
                    good.replaceFirst("\\d", "\uff11"),
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "99999999999999999999999999")) {
                Verification verdict = verify(header, value(header).replace(good, other));
                if (isTheSameInteger(good, other)) {
                    assertThat(((Verified) verdict).timestamp()).isEqualTo(original.timestamp());
                    continue;
                }
                assertThat(verdict).as("%s: %s", header, other).isInstanceOf(Rejected.class);
                assertThat(((Rejected) verdict).reason())
                        .as("%s: %s", header, other)
                        .isIn(Rejected.Reason.MALFORMED, Rejected.Reason.MISSING);
            }
        }
    }

    /** Integers of structured fields (RFC 9651) may begin with zeros, and are written anew before they are compared. */
    private boolean isTheSameInteger(String good, String other) {
        return preset.name().equals("http-signature") && other.equals("0" + good);
    }

    /** The time in a header field, as the provider writes it. */
    private Optional<String> time(String value) {
        return Stream.of(
                        String.valueOf(PresetCase.NOW.toEpochMilli()),
                        String.valueOf(PresetCase.NOW.getEpochSecond()),
                        PresetCase.NOW.toString())
                .filter(value::contains)
                .findFirst();
    }

    @Test
    void an_old_and_a_future_request_are_refused() {
        assumeTrue(original.signed().contains(SignedPart.TIMESTAMP), "no time of signing");
        assumeTrue(preset.ageJudged(), "told, not judged");
        for (Duration off : List.of(Duration.ofDays(400), Duration.ofDays(-400))) {
            assertStale(off);
        }
        Optional<Duration> tolerance = Providers.byName(preset.name()).scheme().map(HmacScheme::tolerance);
        tolerance.ifPresent(most -> {
            assertThat(verify(signedAt(most))).isInstanceOf(Verified.class);
            assertThat(verify(signedAt(most.negated()))).isInstanceOf(Verified.class);
            assertStale(most.plusSeconds(1));
            assertStale(most.plusSeconds(1).negated());
        });
    }

    /** Signed so long ago, with that time in the body where bodies tell it. */
    private WebhookRequest signedAt(Duration off) {
        Instant at = PresetCase.NOW.minus(off);
        String body = preset.body()
                .replace(String.valueOf(PresetCase.NOW.toEpochMilli()), String.valueOf(at.toEpochMilli()))
                .replace(String.valueOf(PresetCase.NOW.getEpochSecond()), String.valueOf(at.getEpochSecond()))
                .replace(PresetCase.NOW.toString(), at.toString());
        return preset.signedBy().apply(0).at(at).body(body).request();
    }

    private void assertStale(Duration off) {
        Verification verdict = verify(signedAt(off));

        assertThat(verdict).as("off by %s", off).isInstanceOf(Rejected.class);
        assertThat(((Rejected) verdict).reason())
                .isEqualTo(off.isNegative() ? Rejected.Reason.TOO_NEW : Rejected.Reason.TOO_OLD);
        Duration skew = ((Rejected) verdict).skew().orElseThrow();
        boolean ofItsEnd = ENDING.contains(preset.name()) && !off.isNegative();
        assertThat(skew).isBetween(ofItsEnd ? off.minus(LONGEST_TOKEN) : off, off);
    }

    @Test
    void only_the_keys_that_are_live_count() {
        assertThat(preset.verifier(1).verify(genuine, PresetCase.NOW)).isInstanceOf(Rejected.class);
        assertThat(preset.verifier(1, 2).verify(genuine, PresetCase.NOW)).isInstanceOf(Rejected.class);
        assertThat(preset.verifier(1, 0).verify(genuine, PresetCase.NOW)).isInstanceOf(Verified.class);
        assertThat(preset.verifier(1, 2, 0).verify(genuine, PresetCase.NOW)).isInstanceOf(Verified.class);
        assumeTrue(!preset.secrets().isEmpty(), "keys that are no texts");
        Secret right = preset.secrets().get(0);
        Secret expired = right.notAfter(PresetCase.NOW.minusNanos(1));
        Secret last = right.notAfter(PresetCase.NOW);
        Secret other = preset.secrets().get(1);

        assertThat(verdict(expired)).isEqualTo(Rejected.because(Rejected.Reason.NO_KEY));
        assertThat(verdict(other, expired)).isInstanceOf(Rejected.class);
        assertThat(verdict(last)).isInstanceOf(Verified.class);
        assertThat(((Verified) verdict(other.named("new"), last.named("old"))).keyName())
                .contains("old");
    }

    private Verification verdict(Secret... secrets) {
        return preset.verifierOf(secrets).verify(genuine, PresetCase.NOW);
    }

    @Test
    void no_bit_of_a_key_can_be_changed() {
        assumeTrue(!preset.secrets().isEmpty(), "keys that are no texts");
        assumeTrue(Providers.byName(preset.name()).publicKeyScheme().isEmpty(), "see PublicKeyBitsTest");
        String text = preset.secrets().get(0).reveal();
        boolean hex = text.matches("[0-9a-f]{32,}");
        for (int bit = 0; bit < text.length() * 7; bit++) {
            char[] chars = text.toCharArray();
            chars[bit / 7] ^= (char) (1 << (bit % 7));
            String changed = new String(chars);
            boolean same = hex && changed.equalsIgnoreCase(text);
            assertThat(same || !isAccepted(changed)).as("bit %d", bit).isTrue();
        }
    }

    private boolean isAccepted(String secret) {
        try {
            return verdict(Secret.of(secret)) instanceof Verified;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    @Test
    void secrets_that_are_none_stop_the_start() {
        assumeTrue(!preset.secrets().isEmpty(), "keys that are no texts");
        for (String none : List.of("", " ", "\t\n")) {
            assertThatThrownBy(() -> preset.verifierOf(Secret.of(none))).isInstanceOf(IllegalArgumentException.class);
        }
        assumeTrue(Providers.byName(preset.name()).scheme().isPresent(), "another family may take one half of a pair");
        for (String half : List.of(
                "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
                "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==")) {
            assertThatThrownBy(() -> preset.verifierOf(Secret.of(half))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
