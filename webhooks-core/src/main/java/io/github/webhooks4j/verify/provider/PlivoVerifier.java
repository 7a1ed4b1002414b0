package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.FormFields;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** See {@link Plivo}. Immutable. */
final class PlivoVerifier implements Verifier {
    private static final String OF_OWNER = "X-Plivo-Signature-V3";
    private static final String OF_MAIN_ACCOUNT = "X-Plivo-Signature-Ma-V3";
    private static final String NONCE = "X-Plivo-Signature-V3-Nonce";
    private static final Pattern NONCES = Pattern.compile("[0-9A-Za-z_-]{1,128}"); // no dot: one stands before it
    private static final int SHA256_BYTES = 32;
    private static final int MAX_SIGNATURES = 32;
    private static final int MAX_CHARS = 8 * 1024;

    private final HmacKeys keys;

    PlivoVerifier(Secret current, Secret... previous) {
        keys = HmacKeys.of("plivo", HmacHash.SHA256, KeyForm.utf8(), current, previous);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        String lines = lines(request.headers());
        List<String> nonces = request.headers().all(NONCE);
        if (nonces.size() > 1 || lines.length() > MAX_CHARS) {
            return Rejected.because(Reason.MALFORMED);
        }
        List<String> texts =
                Stream.of(TextLists.of(lines)).filter(text -> !text.isEmpty()).toList();
        if (texts.isEmpty() || nonces.isEmpty() || nonces.get(0).isBlank()) {
            return Rejected.because(Reason.MISSING);
        }
        List<byte[]> signatures = decoded(texts);
        if (texts.size() > MAX_SIGNATURES
                || signatures.isEmpty()
                || !NONCES.matcher(nonces.get(0)).matches()) {
            return Rejected.because(Reason.MALFORMED);
        }
        return judge(request, signatures, nonces.get(0), now);
    }

    /** Both lists as one, whatever lines they are in. */
    private static String lines(Headers headers) {
        return Stream.of(OF_OWNER, OF_MAIN_ACCOUNT)
                .flatMap(name -> headers.all(name).stream())
                .collect(Collectors.joining(","));
    }

    /** Those that are signatures. */
    private static List<byte[]> decoded(List<String> texts) {
        return texts.stream()
                .limit(MAX_SIGNATURES)
                .flatMap(text -> SignatureEncoding.BASE64.read(text, SHA256_BYTES).stream())
                .toList();
    }

    private Verification judge(WebhookRequest request, List<byte[]> signatures, String nonce, Instant now) {
        Optional<String> url = request.head().externalUrl();
        if (url.isEmpty()) { // ours to configure, so no fault of the sender's
            return new Unavailable("external URL, which scheme plivo signs, is not configured");
        }
        boolean get = request.head().method().equals("GET");
        Optional<FormFields> query = FormFields.query(PlivoText.query(url.get()));
        Optional<FormFields> form = form(request, get);
        if (query.isEmpty() || form.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        byte[] text = PlivoText.of(url.get(), query.get(), form.get(), nonce).getBytes(StandardCharsets.UTF_8);
        return keys.matchAny(now, signatures, text)
                .<Verification>map(keyName -> Verified.builder("plivo")
                        .keyName(keyName)
                        .eventType((get ? query : form).flatMap(fields -> fields.only("Event")))
                        .signed(Set.of(SignedPart.URL))
                        .content(digest -> digest.update(text))
                        .build())
                .orElseGet(() -> Rejected.because(Reason.MISMATCH));
    }

    /** The fields of the body; empty for a body that nothing would sign. */
    private static Optional<FormFields> form(WebhookRequest request, boolean get) {
        if (request.body().length == 0) {
            return FormFields.query("");
        }
        return get ? Optional.empty() : FormFields.urlEncoded(request);
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("x-plivo-signature-v3", "x-plivo-signature-ma-v3");
    }

    @Override
    public String toString() {
        return "PlivoVerifier[" + keys + "]";
    }
}
