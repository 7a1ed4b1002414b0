package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies HTTP message signatures: <a href="https://www.rfc-editor.org/rfc/rfc9421">RFC 9421</a>, with <a
 * href="https://www.rfc-editor.org/rfc/rfc9530">RFC 9530</a> for the body.
 *
 * <p>A signature has to cover {@code content-digest}, {@code @method}, {@code @target-uri} (or {@code @authority},
 * {@code @path} and {@code @query} together) and to tell {@code created} and {@code keyid}, unless the builder says
 * otherwise. Key and algorithm are the configured ones; a message that names another algorithm is rejected. What is
 * covered is taken from the configured external URL, never from {@code Host}; without one the verdict is {@link
 * io.github.webhooks4j.verify.Unavailable}. A covered {@code Content-Digest} must hold at least one of {@code sha-256}
 * and {@code sha-512}, and each of them must be right.
 *
 * <p>Known components are header fields as they are and the derived ones of requests but {@code @query-param}; none
 * with parameters. One that is given twice is refused; so are keys and parameters of a structured field. Of several
 * signatures any that is good enough counts; at most {@value #MAX_SIGNATURES} are looked at.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> One check per signature whose {@code keyid} is configured, over the
 * covered header fields only, and one digest of the body.
 */
public final class HttpMessageSignatureVerifier implements Verifier {
    /** How far {@code created} may be from our clock, in either direction: five minutes. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(5);

    /** Most signatures that one request may have: {@value}. */
    public static final int MAX_SIGNATURES = 8;

    private static final String INPUT = "Signature-Input";
    private static final String SIGNATURE = "Signature";

    private final HttpMessageSignatureVerifierBuilder settings;

    HttpMessageSignatureVerifier(HttpMessageSignatureVerifierBuilder settings) {
        this.settings = settings;
    }

    /**
     * Starts a verifier.
     *
     * @return the builder
     */
    public static HttpMessageSignatureVerifierBuilder builder() {
        return new HttpMessageSignatureVerifierBuilder();
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (settings.keys.stream().noneMatch(key -> key.isLive(now))) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<String> inputLines = request.headers().all(INPUT);
        List<String> signatureLines = request.headers().all(SIGNATURE);
        Map<String, Member> inputs = StructuredField.dictionary(inputLines);
        Map<String, Member> signatures = StructuredField.dictionary(signatureLines);
        if (isBlank(inputLines) || isBlank(signatureLines)) {
            return Rejected.because(Reason.MISSING);
        }
        if (inputs == null || signatures == null || inputs.size() > MAX_SIGNATURES) {
            return Rejected.because(Reason.MALFORMED);
        }
        SignatureCheck check = new SignatureCheck(settings, request, now);
        Collection<String> labels = settings.label == null ? inputs.keySet() : List.of(settings.label);
        Verification telling = null;
        for (String label : labels) {
            Verification verdict = check.judge(inputs.get(label), signatures.get(label));
            if (verdict instanceof Verified) {
                return verdict;
            }
            telling = telling == null || isOfAnother(telling) ? verdict : telling;
        }
        return telling == null ? Rejected.because(Reason.MISSING) : telling;
    }

    private static boolean isBlank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    /** A signature that was not meant for us says less than one that was. */
    private static boolean isOfAnother(@Nullable Verification verdict) {
        return verdict instanceof Rejected rejected
                && (rejected.reason() == Reason.NO_KEY || rejected.reason() == Reason.MISSING);
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("signature", "signature-input");
    }

    @Override
    public Set<String> messageHeaders() {
        Set<String> names = new TreeSet<>();
        settings.id.map(MessageField::headerNames).ifPresent(names::addAll);
        settings.eventType.map(MessageField::headerNames).ifPresent(names::addAll);
        names.removeAll(credentialHeaders());
        return Collections.unmodifiableSet(names);
    }

    /** Tells the keys' ids and algorithms. */
    @Override
    public String toString() {
        return "HttpMessageSignatureVerifier" + settings.keys;
    }
}
