package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Fixed credentials: accepted exactly when the one that is shown is the one that is known. */
public final class StaticCredentialFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String KNOWN = "pass:wörd of the fuzz";
    private static final List<Verifier> VERIFIERS = List.of(
            StaticCredentialVerifier.token("Authorization", Secret.of(KNOWN)),
            StaticCredentialVerifier.bearer(Secret.of(KNOWN)),
            StaticCredentialVerifier.basic("user", Secret.of(KNOWN)));

    private StaticCredentialFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        int kind = input.choice(VERIFIERS.size());
        List<String> lines = input.lines();
        Headers.Builder fields = Headers.builder();
        lines.forEach(line -> fields.add("authorization", line));
        if (fields.fault().isPresent()) {
            return;
        }
        WebhookRequest request = new WebhookRequest(RequestHead.of("POST", "/", fields.build()), input.rest());
        Verification verdict = VERIFIERS.get(kind).verify(request, NOW);
        boolean right = lines.size() == 1 && shows(kind, lines.get(0));
        check(verdict instanceof Verified == right, "accepted exactly when it is right", lines, verdict);
        if (verdict instanceof Verified verified) {
            check(verified.signed().isEmpty() && verified.contentKey().isEmpty(), "nothing is covered");
        }
    }

    private static boolean shows(int kind, String value) {
        if (kind == 0) {
            return isKnown(value);
        }
        String word = kind == 1 ? "bearer" : "basic";
        if (!value.toLowerCase(java.util.Locale.ROOT).startsWith(word + " ")) {
            return false;
        }
        String credential = value.substring(word.length()).strip();
        return kind == 1 ? isKnown(credential) : isKnownBasic(credential);
    }

    /** A container may read UTF-8 as Latin-1. */
    private static boolean isKnown(String text) {
        return text.equals(KNOWN)
                || text.equals(new String(KNOWN.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static boolean isKnownBasic(String text) {
        String encoded = Base64.getEncoder().encodeToString(("user:" + KNOWN).getBytes(StandardCharsets.UTF_8));
        return text.equals(encoded);
    }
}
