package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.provider.Providers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading straight on and reading with all rules give the same verdict, whatever arrives. */
class UsualRequestTest {
    private static final Instant NOW = HmacCase.NOW;
    private static final Secret KEY = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret OTHER =
            Secret.of("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD").named("other");
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"type\":\"a.b\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<String> SNIPPETS = List.of(
            "",
            " ",
            "\t",
            ",",
            ".",
            ":",
            "=",
            "t=",
            "v1=",
            "v1,",
            "v0=",
            "sha256=",
            "0",
            "1",
            "9",
            "a",
            "F",
            "z",
            "?",
            "é",
            "\u00a0",
            "中",
            "\ud800",
            "\u007f",
            "-",
            "_",
            "+",
            "/",
            "Z",
            "t=1900000000,",
            "v1,AAAA ",
            ",v1=00");

    static Stream<HmacScheme> schemes() {
        Stream<HmacScheme> presets = Providers.names().stream()
                .flatMap(name -> Providers.byName(name).scheme().stream())
                .filter(scheme -> UsualRequest.of(scheme) != null)
                .filter(UsualRequestTest::readsKeys)
                .filter(scheme ->
                        !scheme.name().equals("polar")); // always signs twice, so none of its requests is usual
        return Stream.concat(
                presets,
                Stream.of(
                        scheme("url-safe", ' ', SignatureEncoding.BASE64URL, HmacHash.SHA512),
                        scheme("padded-twice", ';', SignatureEncoding.BASE64, HmacHash.SHA1),
                        scheme("unpadded", ';', SignatureEncoding.BASE64, HmacHash.SHA384),
                        HmacScheme.builder("bare")
                                .template("{ts}{id}|{body}")
                                .signatureHeader("S")
                                .timestamp(MessageField.header("T"), TimestampFormat.MILLISECONDS)
                                .id(MessageField.header("I"))
                                .eventType(MessageField.header("E"))
                                .build()));
    }

    private static boolean readsKeys(HmacScheme scheme) {
        try {
            scheme.keys(KEY, OTHER);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HmacScheme scheme(String name, char delimiter, SignatureEncoding encoding, HmacHash hash) {
        return HmacScheme.builder(name)
                .hash(hash)
                .template("{ts}.{body}")
                .signatureHeader("S")
                .syntax(SignatureSyntax.keyValues(delimiter, "v1", "t"))
                .timestampInSignature(TimestampFormat.RFC3339)
                .encoding(encoding)
                .id(MessageField.header("I"))
                .build();
    }

    /** Both are asked; what they agree on is told. */
    private static String verdict(HmacVerifier verifier, WebhookRequest request) {
        String full = text(verifier.verifyInFull(request, NOW));
        assertThat(text(verifier.verify(request, NOW))).as(lines(request)).isEqualTo(full);
        return full;
    }

    private static String text(Verification verdict) {
        return verdict instanceof Verified v
                ? List.of("Verified", v, v.id(), v.eventType(), v.timestamp(), v.signed(), v.contentKey())
                        .toString()
                : verdict.toString();
    }

    private static String lines(WebhookRequest request) {
        StringBuilder lines = new StringBuilder();
        request.headers().forEach((name, value) -> lines.append(name + ": " + value + "\n"));
        return lines.toString();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void thousands_of_spoilt_requests_get_the_same_verdict_on_both_ways(HmacScheme scheme) {
        UsualRequest usual = UsualRequest.of(scheme);
        HmacVerifier verifier = HmacVerifier.of(scheme, KEY, OTHER);
        Random random = new Random(7);
        int straight = 0;
        int accepted = 0;
        int acceptedInFullOnly = 0;
        assertThat(usual).isNotNull();
        for (int i = 0; i < 10_000; i++) {
            WebhookRequest request = request(scheme, random);
            boolean straightOn = usual.read(request) != null;
            boolean genuine = verdict(verifier, request).startsWith("[Verified");
            straight += straightOn ? 1 : 0;
            accepted += genuine ? 1 : 0;
            acceptedInFullOnly += genuine && !straightOn ? 1 : 0;
        }
        assertThat(straight).as(scheme.name()).isBetween(1000, 9000);
        assertThat(accepted).isBetween(500, 8000);
        if (scheme.syntax.isList()) {
            assertThat(acceptedInFullOnly).isPositive();
        }
    }

    private static WebhookRequest request(HmacScheme scheme, Random random) {
        Secret first = random.nextBoolean() ? KEY : OTHER;
        Instant at = random.nextInt(5) > 0 ? NOW : NOW.plusSeconds(random.nextInt(1000) - 500);
        HmacSigner signer = random.nextInt(4) > 0 ? HmacSigner.of(scheme, first) : HmacSigner.of(scheme, first, OTHER);
        Headers.Builder unsigned = Headers.builder().add("Host", "example.com");
        scheme.eventType.filter(MessageField::isHeader).ifPresent(field -> unsigned.add(field.name(), "push"));
        Headers plain = unsigned.build();
        Optional<String> id = scheme.idInHeader ? Optional.of("msg_1") : Optional.empty();
        List<String[]> fields = new ArrayList<>();
        plain.forEach((name, value) -> fields.add(new String[] {name, value}));
        signer.sign(new WebhookRequest(RequestHead.of("POST", "/", plain), BODY), id, at)
                .forEach((name, value) -> fields.add(new String[] {name, value}));
        int times = random.nextInt(4);
        for (int i = 0; i < times && !fields.isEmpty(); i++) {
            spoil(fields, random);
        }
        Headers.Builder headers = Headers.builder();
        fields.forEach(field -> headers.add(field[0], field[1]));
        byte[] body = BODY.clone();
        body[8] ^= (byte) (random.nextInt(10) == 0 ? 1 : 0);
        return new WebhookRequest(RequestHead.of("POST", "/", headers.build()), body);
    }

    private static void spoil(List<String[]> fields, Random random) {
        int index = random.nextInt(fields.size());
        String[] field = fields.get(index);
        String value = field[1];
        int from = random.nextInt(value.length() + 1);
        int to = Math.min(value.length(), from + random.nextInt(3));
        String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
        switch (random.nextInt(10)) {
            case 0 -> fields.remove(index);
            case 1 -> fields.add(random.nextInt(fields.size() + 1), field.clone());
            case 2 -> fields.add(new String[] {field[0], snippet});
            case 3 ->
                field[0] = random.nextBoolean() ? field[0].toUpperCase(Locale.ROOT) : HmacScheme.lowerCase(field[0]);
            case 4 -> field[1] = snippet;
            case 5 -> field[1] = random.nextBoolean() ? snippet + value : value + snippet;
            case 6 -> field[1] = value.toUpperCase(Locale.ROOT);
            case 7 -> field[1] = fields.get(random.nextInt(fields.size()))[1];
            default -> field[1] = value.substring(0, from) + snippet + value.substring(to);
        }
    }

    @Test
    void what_a_delimiter_could_cut_elsewhere_is_not_read_straight_on() {
        HmacScheme colons = scheme("colons", ':', SignatureEncoding.HEX, HmacHash.SHA256);
        HmacVerifier verifier = HmacVerifier.of(colons, KEY);
        Headers signed = HmacSigner.of(colons, KEY)
                .sign(new WebhookRequest(RequestHead.of("POST", "/", Headers.empty()), BODY), Optional.of("1"), NOW);

        assertThat(verdict(verifier, new WebhookRequest(RequestHead.of("POST", "/", signed), BODY)))
                .isEqualTo(Rejected.because(Rejected.Reason.MALFORMED).toString());
    }

    @Test
    void syntaxes_that_can_be_read_in_two_ways_are_left_to_all_rules() {
        assertThat(SignatureSyntax.bare().isUnambiguous(SignatureEncoding.HEX)).isTrue();
        assertThat(SignatureSyntax.keyValues(',', "v1", "t").isUnambiguous(SignatureEncoding.HEX))
                .isTrue();
        for (SignatureSyntax syntax : List.of(
                SignatureSyntax.keyValues('=', "v1", "t"),
                SignatureSyntax.keyValues('a', "v1", "t"),
                SignatureSyntax.keyValues(',', "t", "t"),
                SignatureSyntax.keyValues(',', "v1", " t"),
                SignatureSyntax.taggedList(',', "v1,"),
                SignatureSyntax.taggedList(',', " v1"))) {
            assertThat(syntax.isUnambiguous(SignatureEncoding.HEX)).isFalse();
        }
        assertThat(SignatureSyntax.taggedList('=', "v1").isUnambiguous(SignatureEncoding.BASE64))
                .isFalse();
    }

    @Test
    void schemes_that_sign_other_things_are_left_to_all_rules() {
        for (HmacScheme scheme : List.of(
                HmacScheme.builder("query")
                        .template("{query:q}{body}")
                        .signatureHeader("S")
                        .build(),
                HmacScheme.builder("url")
                        .template("{url}{body}")
                        .signatureHeader("S")
                        .build(),
                HmacScheme.builder("two").signatureHeader("S", "S2").build(),
                HmacScheme.builder("json")
                        .template("{id}.{body}")
                        .signatureHeader("S")
                        .id(MessageField.json("id"))
                        .build())) {
            assertThat(UsualRequest.of(scheme)).as(scheme.name()).isNull();
        }
    }
}
