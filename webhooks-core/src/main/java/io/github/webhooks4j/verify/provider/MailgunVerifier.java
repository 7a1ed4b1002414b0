package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.TokenOnce;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** See {@link Mailgun}. As thread-safe as its memory of tokens. */
final class MailgunVerifier implements Verifier {
    private static final int SHA256_BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z]{50}");

    private final HmacKeys keys;
    private final Duration tolerance;
    private final TokenOnce tokens;
    private final String signatureName;

    MailgunVerifier(Mailgun.Builder from) {
        keys = HmacKeys.of("mailgun", HmacHash.SHA256, KeyForm.utf8(), from.current, from.previous);
        tolerance = from.tolerance;
        tokens = from.tokens;
        signatureName = from.ofParent ? "parent-signature" : "signature";
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        Optional<ScalarsInBody> body = ScalarsInBody.read(request);
        if (body.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        ScalarsInBody in = body.get().inside("signature");
        Optional<String> time = in.one("timestamp");
        Optional<String> token = in.one("token");
        Optional<String> signature = in.one(signatureName);
        if (in.hasFault()) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (time.isEmpty() || token.isEmpty() || signature.isEmpty()) {
            return Rejected.because(Reason.MISSING);
        }
        Optional<Instant> at = TimestampFormat.SECONDS.read(time.get());
        Optional<byte[]> decoded = SignatureEncoding.HEX.read(signature.get(), SHA256_BYTES);
        if (at.isEmpty() || decoded.isEmpty() || !TOKEN.matcher(token.get()).matches()) {
            return Rejected.because(Reason.MALFORMED);
        }
        byte[] message = (time.get() + token.get()).getBytes(StandardCharsets.US_ASCII);
        Optional<String> keyName = keys.match(now, decoded.get(), message);
        if (keyName.isEmpty()) {
            return Rejected.because(Reason.MISMATCH);
        }
        Verification refusal = refusal(at.get(), token.get(), request, now);
        return refusal == null ? verified(body.get(), keyName.get(), at.get(), message) : refusal;
    }

    private @Nullable Verification refusal(Instant at, String token, WebhookRequest request, Instant now) {
        Optional<Rejected> stale = Rejected.byAge(at, now, tolerance);
        if (stale.isPresent()) {
            return stale.get();
        }
        try {
            String body = HexFormat.of().formatHex(Hashes.sha256(request.body()));
            return tokens.claim(token, body, at.plus(tolerance), now) ? null : Rejected.because(Reason.MISMATCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("memory of tokens interrupted");
        } catch (Exception e) {
            return new Unavailable("memory of tokens: " + e.getClass().getName());
        }
    }

    private static Verified verified(ScalarsInBody body, String keyName, Instant at, byte[] message) {
        ScalarsInBody event = body.inside("event-data");
        return Verified.builder("mailgun")
                .keyName(keyName)
                .id(event.isForm() ? Optional.empty() : event.one("id"))
                .eventType(event.one("event"))
                .timestamp(at)
                .signed(Set.of(SignedPart.TIMESTAMP))
                .content(digest -> digest.update(message))
                .build();
    }

    @Override
    public String toString() {
        return "MailgunVerifier[" + keys + "]";
    }
}
