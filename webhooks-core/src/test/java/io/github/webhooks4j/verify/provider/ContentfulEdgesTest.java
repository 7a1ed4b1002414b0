package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What stands at the edges of Contentful's rules, and requests of any kind; see {@link ContentfulTest} for the rules. */
class ContentfulEdgesTest {
    private static final String TEXT = "a".repeat(32) + "b".repeat(32);
    private static final Verifier VERIFIER = Contentful.verifier(Secret.of(TEXT));
    private static final String TIME = "1767225600000";
    private static final String SIGNATURE = "x-contentful-signature";
    private static final String LIST = "x-contentful-signed-headers";
    private static final String TIMESTAMP = "x-contentful-timestamp";
    private static final String TOPIC = "x-contentful-topic";
    private static final String ID = "x-contentful-idempotency-key";
    private static final String BARE = LIST + "," + TIMESTAMP;
    private static final String FIELDS = LIST + ":" + BARE + ";" + TIMESTAMP + ":" + TIME;

    private static String sign(String... lines) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TEXT.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Verification verdict(RequestHead head, String body) {
        return VERIFIER.verify(
                new WebhookRequest(head, body.getBytes(StandardCharsets.UTF_8)),
                Instant.ofEpochMilli(Long.parseLong(TIME)));
    }

    /** An empty POST that signs nothing but what it must. */
    private static RequestHead bare(String target, String signedPath, String list, String... more) {
        Headers.Builder headers = Headers.builder()
                .add(SIGNATURE, sign("POST", signedPath, FIELDS, ""))
                .add(LIST, list)
                .add(TIMESTAMP, TIME);
        Headers.of(more).forEach(headers::add);
        return RequestHead.of("POST", target, headers.build());
    }

    @Test
    void the_list_is_signed_in_order_whatever_its_own() {
        assertThat(verdict(bare("/", "/", BARE), "")).isInstanceOf(Verified.class);
        assertThat(verdict(bare("/", "/", TIMESTAMP + "," + LIST), "")).isInstanceOf(Verified.class);
    }

    @Test
    void id_and_type_are_told_as_signed_only_when_they_are_listed() {
        Verified unlisted = (Verified) verdict(bare("/", "/", BARE, ID, "k1", TOPIC, "t1"), "");
        String list = ID + "," + BARE + "," + TOPIC;
        String fields = ID + ":k1;" + LIST + ":" + list + ";" + TIMESTAMP + ":" + TIME + ";" + TOPIC + ":t1";
        Headers headers = Headers.of(
                SIGNATURE, sign("POST", "/", fields, ""), LIST, list, TIMESTAMP, TIME, ID, "k1", TOPIC, "t1");
        Verified listed = (Verified) verdict(RequestHead.of("POST", "/", headers), "");

        assertThat(unlisted.signed()).doesNotContain(SignedPart.ID, SignedPart.EVENT_TYPE);
        assertThat(unlisted.contentKey()).isPresent();
        assertThat(listed.signed()).contains(SignedPart.ID, SignedPart.EVENT_TYPE);
        assertThat(listed.contentKey()).isEmpty();
        for (Verified verdict : List.of(unlisted, listed)) {
            assertThat(verdict.id()).contains("k1");
            assertThat(verdict.eventType()).contains("t1");
        }
    }

    @Test
    void id_and_type_are_given_once_though_nothing_signs_them() {
        for (String name : List.of(ID, TOPIC)) {
            assertThat(verdict(bare("/", "/", BARE, name, "a", name, "a"), ""))
                    .isEqualTo(Rejected.because(Reason.MALFORMED));
        }
    }

    @Test
    void the_path_is_that_of_the_external_url() {
        RequestHead head = bare("/c?a=1", "/hooks/c?a%253D1", BARE);

        assertThat(verdict(head, "")).isEqualTo(Rejected.because(Reason.MISMATCH));
        assertThat(verdict(head.withExternalUrl("https://a.example/hooks/c?a=1"), ""))
                .isInstanceOf(Verified.class);
    }

    @Test
    void half_a_surrogate_pair_is_no_path() {
        assertThat(verdict(bare("/\ud800", "/%3F", BARE), "")).isEqualTo(Rejected.because(Reason.MALFORMED));
    }

    /** From the rules once more, with expressions for JavaScript's two functions. */
    @Test
    void any_target_any_fields_and_any_body() {
        String component = "-A-Za-z0-9_.!~*'()";
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String path = "/" + random(random, "aZ0/%+=&;#'~ \u00fc\u20ac\ud83d\ude00");
            String query = random(random, "aZ0/%+=&;#'~ \u00fc\u20ac\ud83d\ude00");
            String body = random(random, "{}\n\r \u00fc;:\ud83d\ude00");
            Map<String, String> fields = new TreeMap<>(Map.of(TIMESTAMP, TIME));
            for (int i = random.nextInt(5); i > 0; i--) {
                fields.put("x-" + random.nextInt(9), random(random, "a:;, \t\u00a0\u00e9"));
            }
            fields.put(LIST, "");
            fields.put(LIST, String.join(",", fields.keySet()));
            String signedPath = path + (query.isEmpty() ? "" : "?" + escaped(query, component));
            String signedFields = fields.entrySet().stream()
                    .map(field -> field.getKey() + ":" + field.getValue().replaceAll("^[\\s\u00a0]+|[\\s\u00a0]+$", ""))
                    .collect(Collectors.joining(";"));
            String signature = sign("POST", escaped(signedPath, component + ";,/?:@&=+$#"), signedFields, body);
            Headers.Builder headers = Headers.builder().addAll(fields).add(SIGNATURE, signature);
            String target = path + (query.isEmpty() ? "" : "?" + query);

            assertThat(verdict(RequestHead.of("POST", target, headers.build()), body))
                    .as("seed %d", seed)
                    .isInstanceOf(Verified.class);
        }
    }

    private static String escaped(String text, String kept) {
        return Pattern.compile("[^" + kept + "]").matcher(text).replaceAll(ContentfulEdgesTest::percent);
    }

    private static String percent(MatchResult character) {
        byte[] utf8 = character.group().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().withUpperCase().withPrefix("%").formatHex(utf8);
    }

    private static String random(Random random, String alphabet) {
        int[] characters = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(8), 0, characters.length)
                .map(at -> characters[at])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
