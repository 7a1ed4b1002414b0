package io.github.webhooks4j.verify.provider;

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
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** See {@link Twilio}. Immutable. */
final class TwilioVerifier implements Verifier {
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String ID = "I-Twilio-Idempotency-Token";
    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    private final HmacKeys keys;

    TwilioVerifier(Secret current, Secret... previous) {
        keys = HmacKeys.of("twilio", HmacHash.SHA1, KeyForm.utf8(), current, previous);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<String> lines = request.headers().all(SIGNATURE);
        if (lines.size() > 1 || request.headers().all(ID).size() > 1) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (lines.isEmpty() || lines.get(0).isBlank()) {
            return Rejected.because(Reason.MISSING);
        }
        Optional<byte[]> signature = SignatureEncoding.BASE64.read(lines.get(0), SHA1_BYTES);
        if (signature.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<String> url = request.head().externalUrl();
        if (url.isEmpty()) { // ours to configure, so no fault of the sender's
            return new Unavailable("external URL, which scheme twilio signs, is not configured");
        }
        List<String> hashes = TwilioUrl.bodyHashes(url.get());
        return hashes.isEmpty()
                ? judgeParameters(request, url.get(), signature.get(), now)
                : judgeBody(request, url.get(), hashes, signature.get(), now);
    }

    /** JSON mode. */
    private Verification judgeBody(
            WebhookRequest request, String url, List<String> hashes, byte[] signature, Instant now) {
        Optional<byte[]> hash =
                hashes.size() == 1 ? SignatureEncoding.HEX.read(hashes.get(0), SHA256_BYTES) : Optional.empty();
        if (hash.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<String> keyName = match(url, "", signature, now);
        boolean same = MessageDigest.isEqual(Hashes.sha256(request.body()), hash.get());
        return keyName.isEmpty() || !same
                ? Rejected.because(Reason.MISMATCH)
                : verdict(keyName.get(), request)
                        .signed(Set.of(SignedPart.URL, SignedPart.BODY))
                        .build();
    }

    /** Form mode, and a GET. */
    private Verification judgeParameters(WebhookRequest request, String url, byte[] signature, Instant now) {
        Optional<FormFields> form = FormFields.urlEncoded(request);
        boolean get = request.head().method().equals("GET");
        if (request.body().length > 0 && (get || form.isEmpty())) {
            boolean unhashed = !get && !FormFields.isForm(request); // what is no form is signed by its hash
            return Rejected.because(unhashed ? Reason.MISSING : Reason.MALFORMED);
        }
        String parameters = form.map(TwilioUrl::sorted).orElse("");
        return match(url, parameters, signature, now)
                .<Verification>map(keyName -> verdict(keyName, request)
                        .eventType(form.flatMap(fields -> fields.only("EventType")))
                        .signed(Set.of(SignedPart.URL))
                        .build())
                .orElseGet(() -> Rejected.because(Reason.MISMATCH));
    }

    private Optional<String> match(String url, String parameters, byte[] signature, Instant now) {
        Optional<String> matched = Optional.empty();
        for (String variant : TwilioUrl.variants(url)) {
            Optional<String> keyName = keys.match(now, signature, utf8(variant), utf8(parameters));
            matched = matched.or(() -> keyName);
        }
        return matched;
    }

    private static Verified.Builder verdict(String keyName, WebhookRequest request) {
        return Verified.builder("twilio").keyName(keyName).id(request.headers().only(ID));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("x-twilio-signature");
    }

    @Override
    public Set<String> messageHeaders() {
        return Set.of("i-twilio-idempotency-token");
    }

    @Override
    public String toString() {
        return "TwilioVerifier[" + keys + "]";
    }
}
