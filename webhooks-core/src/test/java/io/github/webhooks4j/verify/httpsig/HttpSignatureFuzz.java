package io.github.webhooks4j.verify.httpsig;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Structured fields, and whole requests with HTTP message signatures: the method, header lines, an empty line, the body.
 * One message was ever signed; whatever else arrives is not accepted.
 */
public final class HttpSignatureFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String URL = "https://hooks.example.com/webhooks/x?a=%2Fb";
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final Secret SECRET = Secret.of("a secret of the fuzz tests");
    private static final Verifier VERIFIER = HttpMessageSignatureVerifier.builder()
            .key(HttpSignatureKey.sharedSecret("k1", SECRET, KeyForm.utf8()))
            .build();

    private HttpSignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        String method = input.line();
        Headers.Builder fields = Headers.builder();
        for (String line : input.lines()) {
            int colon = Math.max(0, line.indexOf(':'));
            String value = line.substring(Math.min(colon + 1, line.length())).strip();
            checkDictionary(List.of(value));
            fields.add(line.substring(0, colon), value);
        }
        if (fields.fault().isEmpty()) {
            judge(request(method, fields.build(), input.rest()));
        }
    }

    /** What was read, written in the one canonical form, reads the same. */
    private static void checkDictionary(List<String> lines) {
        Map<String, Member> members = StructuredField.dictionary(lines);
        if (members == null) {
            return;
        }
        List<String> written = members.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        boolean fits = String.join(",", written).length() <= StructuredField.MAX_CHARS;
        check(!fits || members.equals(StructuredField.dictionary(written)), "written again it reads the same", lines);
        if (!members.isEmpty()) {
            String first = written.get(0);
            check(StructuredField.dictionary(List.of(first, first)) == null, "a key given twice", lines);
        }
    }

    private static WebhookRequest request(String method, Headers headers, byte[] body) {
        return new WebhookRequest(
                RequestHead.of(method, "/webhooks/x?a=%2Fb", headers).withExternalUrl(URL), body);
    }

    /** The one message that was signed. */
    static WebhookRequest genuine() {
        WebhookRequest unsigned = request("POST", Headers.empty(), BODY);
        Headers added =
                HttpMessageSigner.sharedSecret("k1", SECRET, KeyForm.utf8()).sign(unsigned, NOW);
        return request("POST", added, BODY);
    }

    private static void judge(WebhookRequest request) {
        Verification verdict = VERIFIER.verify(request, NOW);
        check(!(verdict instanceof Unavailable), "never our own fault", verdict);
        if (verdict instanceof Verified verified) {
            check(verified.signed().containsAll(Set.of(SignedPart.BODY, SignedPart.METHOD, SignedPart.URL)), "signed");
            check(Arrays.equals(request.body(), BODY), "only the body that was signed");
            check(request.head().method().equals("POST"), "only the method that was signed");
            check(verified.timestamp().filter(NOW::equals).isPresent(), "only the time that was signed");
        }
    }
}
