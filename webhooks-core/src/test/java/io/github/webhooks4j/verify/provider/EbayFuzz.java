package io.github.webhooks4j.verify.provider;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * eBay's header field, its JSON, the DER in it. The first byte chooses: a line that is the field; a line that is its
 * JSON; or the bytes of the signature. For the first two, what follows is the body, or nothing for the genuine one. One
 * message was ever signed, that of eBay's own libraries; of its signature there are two, as of every one by ECDSA.
 */
public final class EbayFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String KID = "9936261a-7d7b-4621-a0f1-96ccb428af49";
    private static final String KEY = "{\"key\":\"-----BEGIN PUBLIC KEY-----"
            + "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZhhxXKtR+TOvtDbgTPCkSof02qgBB7IsYOyf76ilExJ/upAa/vKIKheOoCyOpcLmi4t0"
            + "b4uepb7LLjmMr90FUg==-----END PUBLIC KEY-----\",\"algorithm\":\"ECDSA\",\"digest\":\"SHA1\"}";
    private static final byte[] BODY = ("{\"metadata\":{\"topic\":\"MARKETPLACE_ACCOUNT_DELETION\","
                    + "\"schemaVersion\":\"1.0\",\"deprecated\":false},\"notification\":{\"notificationId\":"
                    + "\"49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d\","
                    + "\"eventDate\":\"2021-03-19T20:43:59.462Z\",\"publishDate\":\"2021-03-19T20:43:59.679Z\","
                    + "\"publishAttemptCount\":1,\"data\":{\"username\":\"test_user\",\"userId\":\"ma8vp1jySJC\","
                    + "\"eiasToken\":\"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ==\"}}}")
            .getBytes(StandardCharsets.UTF_8);
    private static final String R = "009fc5f216bb199670805027d739fd7ee218326ab364421ac0446808e29f2aeb7c";
    private static final String S = "00857ac06713881b95e4a25489fda1a24cab2fe43db2c1e469dfa6c769c4136e70";
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("30460221" + R + "0221" + S);
    private static final byte[] TWIN = twin();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static volatile String asked = KID;

    private EbayFuzz() {}

    /** Made when the class is: keys are looked up by another thread, which waits for that. */
    private static final class Known {
        private static final Verifier VERIFIER = Ebay.verifier(EbayFuzz::find);

        static {
            // from now on ids that are made up cannot use up what the genuine one needs
            check(verdict(header(json(SIGNATURE)), BODY) instanceof Verified, "the genuine one");
            check(verdict(header(json(TWIN)), BODY) instanceof Verified, "its twin");
        }

        private Known() {}
    }

    private static byte[] twin() {
        String other =
                HexFormat.of().formatHex(ORDER.subtract(new BigInteger(S, 16)).toByteArray());
        return HexFormat.of().parseHex("30450221" + R + "0220" + other);
    }

    private static Optional<String> find(String kid) {
        asked = kid;
        return kid.equals(KID) ? Optional.of(KEY) : Optional.empty();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        switch (input.choice(3)) {
            case 0 -> judge(input.line(), input.rest());
            case 1 -> judge(header(input.line()), input.rest());
            default -> judgeSignature(input.rest());
        }
    }

    private static String header(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(byte[] signature) {
        return "{\"alg\":\"ecdsa\",\"kid\":\"" + KID + "\",\"signature\":\""
                + Base64.getEncoder().encodeToString(signature) + "\",\"digest\":\"SHA1\"}";
    }

    private static Verification verdict(String header, byte[] body) {
        Headers.Builder headers = Headers.builder().add("X-EBAY-SIGNATURE", header);
        return headers.fault().isPresent()
                ? null
                : Known.VERIFIER.verify(new WebhookRequest(RequestHead.of("POST", "/", headers.build()), body), NOW);
    }

    private static void judge(String header, byte[] rest) {
        byte[] body = rest.length == 0 ? BODY : rest;
        Verification verdict = verdict(header, body);
        check(asked.equalsIgnoreCase(UUID.fromString(asked).toString()), "only UUIDs are asked for", header);
        if (verdict instanceof Unavailable) { // more ids were made up than are asked for in a minute
            check(!KID.equals(read(header).path("kid").asText()), "the genuine key is always there", header);
        }
        if (verdict instanceof Verified) {
            JsonNode json = read(header);
            byte[] signature = Base64.getDecoder().decode(json.path("signature").asText());
            check(Arrays.equals(body, BODY), "only the body that was signed", header);
            check(isOurs(signature), "only the signature that was made", header);
            check(json.path("kid").asText().equals(KID), "only by the key that made it", header);
            check(json.path("digest").asText().equals("SHA1"), "only the digest of the key", header);
            check(Set.of("ecdsa", "ECDSA").contains(json.path("alg").asText()), "only its algorithm", header);
        }
    }

    private static boolean isOurs(byte[] signature) {
        return Arrays.equals(signature, SIGNATURE) || Arrays.equals(signature, TWIN);
    }

    /** By another reader, which is as strict. */
    private static JsonNode read(String header) {
        byte[] decoded = Base64.getDecoder().decode(header);
        check(Base64.getEncoder().encodeToString(decoded).equals(header), "one spelling of Base64", header);
        try {
            JsonNode json = JSON.readTree(decoded);
            check(json.isObject(), "an object", header);
            return json;
        } catch (IOException e) {
            throw new AssertionError("what is no JSON was read: " + header, e);
        }
    }

    private static void judgeSignature(byte[] signature) {
        Verification verdict = verdict(header(json(signature)), BODY);
        check(verdict instanceof Verified == isOurs(signature), "the two signatures and no others", signature, verdict);
    }
}
