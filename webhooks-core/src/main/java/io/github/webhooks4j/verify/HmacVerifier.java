package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what an {@link HmacScheme} describes, with one or more secrets, any live one of which may match.
 *
 * <p>Signatures are decoded strictly to the exact length of the hash and compared in constant time; neither
 * a match nor a mismatch ends the work early. At most 32 signatures and 8 KiB of them are looked at. Id and
 * time are signed as the raw text that arrived. A single-valued header field that is given twice is refused.
 * The age is judged last, so that {@link Rejected#skew()} tells of genuine requests only.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> One HMAC over the signed bytes per live secret; the body is not
 * copied. Id and type in a JSON body are read when the verdict is asked for them.
 */
public final class HmacVerifier implements Verifier {
    private final HmacScheme scheme;
    private final HmacKeys keys;
    private final @Nullable UsualRequest usual;

    private HmacVerifier(HmacScheme scheme, HmacKeys keys) {
        this.scheme = scheme;
        this.keys = keys;
        usual = UsualRequest.of(scheme);
    }

    /**
     * A verifier.
     *
     * @param scheme how the provider signs
     * @param current the secret in use; verdicts tell its {@link Secret#name()} when it matches
     * @param previous secrets that are still accepted; of two with one name the later is told as {@code name-2}
     * @return the verifier
     * @throws IllegalArgumentException for a secret that is not of the scheme's form, or decodes to nothing
     */
    public static HmacVerifier of(HmacScheme scheme, Secret current, Secret... previous) {
        return new HmacVerifier(scheme, scheme.keys(current, previous));
    }

    /**
     * How the provider signs.
     *
     * @return the scheme
     */
    public HmacScheme scheme() {
        return scheme;
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (keys.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        SignatureClaim claim = usual == null ? null : usual.read(request);
        return claim == null ? verifyInFull(request, now) : judge(request, claim, now);
    }

    /** With all rules, whether the request is usual or not. */
    Verification verifyInFull(WebhookRequest request, Instant now) {
        SignatureReading reading = new SignatureReading(scheme, request);
        SignatureClaim claim = reading.read();
        if (claim != null) {
            return judge(request, claim, now);
        }
        Verification refusal = reading.refusal();
        return refusal == null ? Rejected.because(Reason.MALFORMED) : refusal;
    }

    private Verification judge(WebhookRequest request, SignatureClaim claim, Instant now) {
        String keyName = keys.firstMatch(now, claim.signatures, claim.pieces);
        if (keyName == null) {
            return Rejected.because(Reason.MISMATCH);
        }
        Rejected stale = scheme.judgeAge(claim.timestamp, now);
        return stale == null ? scheme.verified(request, claim, keyName) : stale;
    }

    @Override
    public Set<String> credentialHeaders() {
        return scheme.credentialHeaders();
    }

    @Override
    public Set<String> credentialParameters() {
        return scheme.credentialParameters();
    }

    @Override
    public Set<String> messageHeaders() {
        return scheme.messageHeaders();
    }

    /** Tells scheme and key names. */
    @Override
    public String toString() {
        return "HmacVerifier[" + scheme.name + ", " + keys + "]";
    }
}
