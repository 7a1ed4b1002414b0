package io.github.webhooks4j.verify.jwt;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * JSON Web Tokens. The first byte chooses: a token as it stands; header and claims, each in a line, which are signed
 * here; or changes of a token by ES256 or by RS256, three bytes each. Only what was signed is accepted, and only when an
 * independent reading of its claims allows it.
 */
public final class JwtFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Secret SECRET = Secret.of("a secret of the fuzz tests, of 32 bytes");
    private static final byte[] KEY = SECRET.reveal().getBytes(StandardCharsets.UTF_8);
    private static final KeyPair EC = TestTokens.ec("secp256r1");
    private static final KeyPair RSA = TestTokens.rsa(2048);
    private static final String CLAIMS =
            "{\"iss\":\"me\",\"exp\":" + NOW.plusSeconds(60).getEpochSecond() + "}";
    private static final String GENUINE = TestTokens.es256(EC, "k1", CLAIMS);
    private static final String GENUINE_RSA = TestTokens.rs256(RSA, "k1", CLAIMS);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final JwtVerifier SHARED = verifier(JwtKeys.hs256(SECRET));
    private static final JwtVerifier PUBLIC = verifier(JwtKeys.byId(JwtAlgorithm.ES256, kid -> find(kid, EC)));
    private static final JwtVerifier PUBLIC_RSA = verifier(JwtKeys.byId(JwtAlgorithm.RS256, kid -> find(kid, RSA)));

    /** Numbers that JSON can hold and times are not written as, and what could nest deeper than is read. */
    private static final Pattern UNUSUAL = Pattern.compile("[0-9][eE]|-[0-9]|\\.[0-9]{10}|([\\[{][^\\[{]*){50}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JwtFuzz() {}

    /** From when this is true, ids that are made up cannot use up what the genuine ones need. */
    private static final class Loaded {
        static final boolean KEYS =
                verdict(PUBLIC, GENUINE) instanceof Verified && verdict(PUBLIC_RSA, GENUINE_RSA) instanceof Verified;

        private Loaded() {}
    }

    private static JwtVerifier verifier(JwtKeys keys) {
        return JwtVerifier.builder("fuzz", keys).issuers("me").expires(LONGEST).build();
    }

    private static Optional<String> find(String kid, KeyPair keys) {
        return kid.equals("k1") ? Optional.of(TestTokens.jwk(keys, "k1", "")) : Optional.empty();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        switch (input.choice(4)) {
            case 0 -> judgeToken(input.text());
            case 1 -> judgeSigned(input.line(), input.text());
            case 2 -> judgeChanged(GENUINE, PUBLIC, input.rest());
            default -> judgeChanged(GENUINE_RSA, PUBLIC_RSA, input.rest());
        }
    }

    private static Verification verdict(JwtVerifier verifier, String token) {
        Headers.Builder headers = Headers.builder().add("Authorization", "Bearer " + token);
        return headers.fault().isPresent()
                ? null
                : verifier.verify(new WebhookRequest(RequestHead.of("POST", "/", headers.build()), new byte[0]), NOW);
    }

    private static void judgeToken(String token) {
        Verification verdict = verdict(SHARED, token);
        check(!(verdict instanceof Unavailable), "a shared secret is always there", token);
        if (verdict instanceof Verified) {
            String[] parts = token.split("\\.", -1);
            check(parts.length == 3, "three parts", token);
            check(token.equals(TestTokens.hs256(KEY, decoded(parts[0]), decoded(parts[1]))), "as it was signed", token);
        }
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static void judgeSigned(String header, String claims) {
        String token = TestTokens.hs256(KEY, header, claims);
        boolean allowed = allows(header, claims);
        Verification verdict = verdict(SHARED, token);
        check(!(verdict instanceof Verified) || allowed, "only what the claims allow", header, claims);
        boolean usual = token.length() <= SignedToken.MAX_LENGTH
                && !UNUSUAL.matcher(header + claims).find();
        check(verdict instanceof Verified || !allowed || !usual, "no less", header, claims);
    }

    /** The same rules, by another reading of JSON. */
    private static boolean allows(String header, String claims) {
        JsonNode head = read(header);
        JsonNode body = read(claims);
        if (head == null || body == null) {
            return false;
        }
        JsonNode type = head.path("typ");
        boolean plain = !head.has("crit")
                && !head.has("b64")
                && (type.isMissingNode()
                        || (type.isTextual() && type.textValue().equalsIgnoreCase("JWT")))
                && head.path("alg").isTextual()
                && head.path("alg").textValue().equals("HS256");
        return plain
                && body.path("iss").isTextual()
                && body.path("iss").textValue().equals("me")
                && List.of("nbf", "iat").stream().allMatch(name -> !body.has(name) || isBetween(body, name, null, 60L))
                && isBetween(body, "exp", -60L, LONGEST.toSeconds() + 60);
    }

    private static JsonNode read(String json) {
        try {
            JsonNode node = JSON.readTree(json.getBytes(StandardCharsets.UTF_8));
            return node != null && node.isObject() ? node : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Whether a number of seconds, as it is allowed to be written, lies so far from now. */
    private static boolean isBetween(JsonNode claims, String name, Long least, Long most) {
        JsonNode value = claims.path(name);
        if (!value.isNumber() || !value.decimalValue().toPlainString().matches("[0-9]{1,11}(\\.[0-9]{1,9})?")) {
            return false;
        }
        BigDecimal from = value.decimalValue().subtract(BigDecimal.valueOf(NOW.getEpochSecond()));
        return (least == null || from.compareTo(BigDecimal.valueOf(least)) >= 0)
                && from.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static void judgeChanged(String genuine, JwtVerifier verifier, byte[] changes) {
        check(Loaded.KEYS, "genuine tokens");
        char[] token = genuine.toCharArray();
        for (int i = 0; i + 2 < changes.length; i += 3) {
            int at = Math.floorMod(changes[i] << 8 | (changes[i + 1] & 0xff), token.length);
            token[at] = (char) (changes[i + 2] & 0x7f);
        }
        String changed = new String(token);
        Verification verdict = verdict(verifier, changed);
        check(verdict instanceof Verified == changed.equals(genuine), "only the one that was signed", changed, verdict);
    }
}
