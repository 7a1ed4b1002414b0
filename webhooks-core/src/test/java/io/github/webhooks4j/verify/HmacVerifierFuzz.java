package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whole requests to HMAC presets: one character for the preset, the method, header lines, an empty line, the body.
 * One message of each preset was ever signed; whatever else arrives is not accepted.
 */
public final class HmacVerifierFuzz {
    static final List<HmacCase> PRESETS = List.of(
                    "stripe",
                    "github",
                    "standard-webhooks",
                    "svix",
                    "slack",
                    "paddle",
                    "twitch",
                    "zendesk",
                    "hubspot",
                    "square",
                    "trello",
                    "pagerduty",
                    "docusign",
                    "shopify",
                    "workos",
                    "linear",
                    "intercom",
                    "polar")
            .stream()
            .map(HmacCase::of)
            .toList();
    private static final String URL = "https://hooks.example.com/webhooks/x?a=%2Fb";

    private HmacVerifierFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        HmacCase preset = input.choice(PRESETS);
        String method = input.line();
        Headers.Builder fields = Headers.builder();
        for (String line : input.lines()) {
            int colon = Math.max(0, line.indexOf(':'));
            fields.add(
                    line.substring(0, colon),
                    line.substring(Math.min(colon + 1, line.length())).strip());
        }
        if (fields.fault().isEmpty()) {
            judge(preset, request(method, fields.build(), input.rest()));
        }
    }

    static WebhookRequest request(String method, Headers headers, byte[] body) {
        return new WebhookRequest(RequestHead.of(method, "/webhooks/x", headers).withExternalUrl(URL), body);
    }

    /** The one message that was signed. */
    static WebhookRequest genuine(HmacCase preset) {
        WebhookRequest unsigned = request("POST", Headers.empty(), HmacCase.BODY);
        HmacScheme scheme = preset.scheme();
        Optional<String> id = scheme.idInHeader ? Optional.of(HmacCase.ID) : Optional.empty();
        return request("POST", scheme.sign(scheme.keys(preset.secret()), unsigned, id, HmacCase.NOW), HmacCase.BODY);
    }

    private static void judge(HmacCase preset, WebhookRequest request) {
        HmacVerifier verifier = HmacVerifier.of(preset.scheme(), preset.secret());
        Verification verdict = verifier.verify(request, HmacCase.NOW);
        checkSame(verdict, verifier.verifyInFull(request, HmacCase.NOW));
        check(!(verdict instanceof Unavailable), "never our own fault", preset);
        if (verdict instanceof Verified verified) {
            checkGenuine(preset, request, verified);
        }
    }

    private static void checkSame(Verification one, Verification other) {
        check(one.getClass() == other.getClass(), "the short way decides as the long one", one, other);
        if (one instanceof Rejected) {
            check(one.equals(other), "for the same reason", one, other);
        }
        if (one instanceof Verified a && other instanceof Verified b) {
            check(a.id().equals(b.id()) && a.eventType().equals(b.eventType()), "and reads the same", one);
            check(a.contentKey().equals(b.contentKey()), "and has the same key", one);
        }
    }

    private static void checkGenuine(HmacCase preset, WebhookRequest request, Verified verified) {
        WebhookRequest genuine = genuine(preset);
        Verified original =
                (Verified) HmacVerifier.of(preset.scheme(), preset.secret()).verify(genuine, HmacCase.NOW);
        for (SignedPart part : verified.signed()) {
            boolean same = switch (part) {
                case BODY -> Arrays.equals(request.body(), genuine.body());
                case METHOD -> request.head().method().equals("POST");
                case URL -> request.head().externalUrl().equals(genuine.head().externalUrl());
                case ID -> verified.id().equals(original.id());
                case EVENT_TYPE -> verified.eventType().equals(original.eventType());
                case TIMESTAMP -> verified.timestamp().equals(original.timestamp());
            };
            check(same, "only what was signed is accepted", preset, part);
        }
        check(verified.contentKey().equals(original.contentKey()), "one key for one message", preset);
        check(signatures(preset, request).contains(signature(preset, genuine)), "the signature is there", preset);
    }

    /** The end of the field, as long as one is; the case of hex digits is free. */
    private static String signature(HmacCase preset, WebhookRequest genuine) {
        String text = genuine.headers().first(preset.signatureHeader()).orElseThrow();
        return text.substring(text.length()
                - preset.scheme().encoding.length(preset.scheme().hash.bytes()));
    }

    private static String signatures(HmacCase preset, WebhookRequest request) {
        StringBuilder all = new StringBuilder();
        for (MessageField field : preset.scheme().signatures) {
            all.append(field.values(request));
        }
        boolean hex = preset.scheme().encoding == SignatureEncoding.HEX;
        return hex ? all.toString().toLowerCase(Locale.ROOT) : all.toString();
    }
}
