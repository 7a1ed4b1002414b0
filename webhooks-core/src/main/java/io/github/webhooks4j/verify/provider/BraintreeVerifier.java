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
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** See {@link Braintree}. Immutable. */
final class BraintreeVerifier implements Verifier {
    private static final int SHA1_BYTES = 20;
    private static final int MAX_SIGNATURES = 32;
    private static final int MAX_CHARS = 8 * 1024;
    private static final Pattern PAYLOAD = Pattern.compile("[A-Za-z0-9+/=\n]+");

    private final List<Map.Entry<String, HmacKeys>> pairs = new ArrayList<>();

    BraintreeVerifier(List<Braintree.KeyPair> pairs) {
        Set<String> names = new HashSet<>();
        for (Braintree.KeyPair pair : pairs) {
            Secret secret = pair.privateKey();
            for (int n = 2; !names.add(secret.name()); n++) {
                secret = pair.privateKey().named(pair.privateKey().name() + "-" + n);
            }
            HmacKeys keys = HmacKeys.of("braintree", HmacHash.SHA1, KeyForm.sha1OfUtf8(), secret);
            this.pairs.add(Map.entry(pair.publicKey(), keys));
        }
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (pairs.stream().allMatch(pair -> pair.getValue().noneLive(now))) {
            return Rejected.because(Reason.NO_KEY);
        }
        Optional<FormFields> form = FormFields.urlEncoded(request);
        if (form.isEmpty()) {
            return Rejected.because(FormFields.isForm(request) ? Reason.MALFORMED : Reason.MISSING);
        }
        List<String> payloads = form.get().values("bt_payload");
        List<String> signatures = form.get().values("bt_signature");
        if (payloads.size() > 1 || signatures.size() > 1) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (payloads.isEmpty()
                || signatures.isEmpty()
                || payloads.get(0).isBlank()
                || signatures.get(0).isBlank()) {
            return Rejected.because(Reason.MISSING);
        }
        return judge(payloads.get(0), signatures.get(0), now);
    }

    private Verification judge(String payload, String signatures, Instant now) {
        String[] entries = signatures.split("&", MAX_SIGNATURES + 1);
        boolean tooMuch = signatures.length() > MAX_CHARS || entries.length > MAX_SIGNATURES;
        if (tooMuch || !PAYLOAD.matcher(payload).matches() || Braintree.isChallenge(payload)) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<String> matched = Optional.empty();
        for (String entry : entries) {
            int bar = entry.indexOf('|');
            Optional<byte[]> signature = SignatureEncoding.HEX.read(entry.substring(bar + 1), SHA1_BYTES);
            if (bar < 0 || signature.isEmpty()) {
                return Rejected.because(Reason.MALFORMED);
            }
            Optional<String> keyName = match(entry.substring(0, bar), signature.get(), payload, now);
            matched = matched.or(() -> keyName);
        }
        return matched.<Verification>map(keyName -> verified(payload, keyName))
                .orElseGet(() -> Rejected.because(Reason.MISMATCH));
    }

    private Optional<String> match(String publicKey, byte[] signature, String payload, Instant now) {
        byte[] message = ascii(payload);
        Optional<String> matched = Optional.empty();
        for (Map.Entry<String, HmacKeys> pair : pairs) {
            if (pair.getKey().equals(publicKey)) { // no secret
                Optional<String> asSent = pair.getValue().match(now, signature, message);
                Optional<String> withLineEnd = pair.getValue().match(now, signature, message, ascii("\n"));
                matched = matched.or(() -> asSent).or(() -> withLineEnd);
            }
        }
        return matched;
    }

    private static Verified verified(String payload, String keyName) {
        BraintreePayload read = BraintreePayload.of(payload);
        Verified.Builder verdict = Verified.builder("braintree")
                .keyName(keyName)
                .eventType(read.kind())
                .signed(Set.of(SignedPart.EVENT_TYPE))
                .content(digest -> digest.update(ascii(payload.replace("\n", ""))));
        read.timestamp().ifPresent(time -> verdict.timestamp(time).signed(Set.of(SignedPart.TIMESTAMP)));
        return verdict.build();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells key names. */
    @Override
    public String toString() {
        return "BraintreeVerifier"
                + pairs.stream().map(pair -> pair.getValue().toString()).toList();
    }
}
