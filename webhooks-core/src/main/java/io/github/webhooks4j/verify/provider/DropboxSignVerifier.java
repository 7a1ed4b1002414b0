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
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** See {@link DropboxSign}. Immutable. */
final class DropboxSignVerifier implements Verifier {
    private static final int SHA256_BYTES = 32;
    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,100}"); // begins with no digit: where the time ends

    private final HmacKeys keys;
    private final Duration tolerance;

    DropboxSignVerifier(Duration tolerance, Secret current, Secret... previous) {
        keys = HmacKeys.of("dropbox-sign", HmacHash.SHA256, KeyForm.utf8(), current, previous);
        this.tolerance = tolerance;
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        Optional<ScalarsInBody> event = event(request);
        if (event.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        ScalarsInBody in = event.get();
        Optional<String> time = in.one("event_time");
        Optional<String> type = in.one("event_type");
        Optional<String> hash = in.one("event_hash");
        if (in.hasFault()) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (time.isEmpty() || type.isEmpty() || hash.isEmpty()) {
            return Rejected.because(Reason.MISSING);
        }
        return judge(time.get(), type.get(), hash.get(), now);
    }

    private static Optional<ScalarsInBody> event(WebhookRequest request) {
        if (!FormFields.isForm(request)) {
            return ScalarsInBody.json(request.body()).map(body -> body.inside("event"));
        }
        List<String> texts =
                FormFields.any(request).map(form -> form.values("json")).orElse(List.of());
        return texts.size() == 1
                ? ScalarsInBody.json(texts.get(0).getBytes(StandardCharsets.UTF_8))
                        .map(body -> body.inside("event"))
                : Optional.empty();
    }

    private Verification judge(String time, String type, String hash, Instant now) {
        Optional<Instant> at = TimestampFormat.SECONDS.read(time);
        Optional<byte[]> signature = SignatureEncoding.HEX.read(hash, SHA256_BYTES);
        if (at.isEmpty() || signature.isEmpty() || !TYPE.matcher(type).matches()) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<String> keyName = keys.match(now, signature.get(), (time + type).getBytes(StandardCharsets.US_ASCII));
        if (keyName.isEmpty()) {
            return Rejected.because(Reason.MISMATCH);
        }
        Verified verified = Verified.builder("dropbox-sign")
                .keyName(keyName.get())
                .eventType(Optional.of(type))
                .timestamp(at.get())
                .signed(Set.of(SignedPart.TIMESTAMP, SignedPart.EVENT_TYPE))
                .build();
        return Rejected.byAge(at.get(), now, tolerance)
                .<Verification>map(stale -> stale)
                .orElse(verified);
    }

    @Override
    public String toString() {
        return "DropboxSignVerifier[" + keys + "]";
    }
}
