package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what a {@link PublicKeyScheme} describes, with one or more public keys, any live one of which may
 * match. Whoever reads the configuration still cannot sign.
 *
 * <p>A request is read by the rules of {@link HmacVerifier}. At most {@value #MAX_CHECKS} checks are made of one
 * request: a list of signatures that would take more, with the keys there are, is refused.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> One check of a signature over the signed bytes per signature and live
 * key until one matches, each about 0.1 to 1 ms; the body is not copied.
 */
public final class PublicKeyVerifier implements Verifier {
    /** Most checks of a signature that one request may cost, and most keys: {@value}. */
    public static final int MAX_CHECKS = 32;

    private final PublicKeyScheme scheme;
    private final List<Key> keys = new ArrayList<>();

    /** A public key and the text that it was read from, which tells name and expiry. */
    private static final class Key {
        private final Secret text;
        private final PublicKey key;

        private Key(Secret text, PublicKey key) {
            this.text = text;
            this.key = key;
        }
    }

    private PublicKeyVerifier(PublicKeyScheme scheme, List<Secret> texts) {
        this.scheme = scheme;
        List<String> faults = new ArrayList<>();
        for (Secret text : texts) {
            try {
                keys.add(new Key(text, scheme.algorithm.publicKey(text)));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (texts.size() > MAX_CHECKS) {
            faults.add(texts.size() + " keys are too many: at most " + MAX_CHECKS);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(scheme.name + ": " + String.join("; ", faults));
        }
    }

    /**
     * A verifier.
     *
     * @param scheme how the provider signs
     * @param current the text of the public key in use, as {@link PublicKeyAlgorithm#publicKey} reads it; verdicts
     *     tell its {@link Secret#name()} when it matches
     * @param others keys that are accepted too; of two with one name the later is told as {@code name-2}
     * @return the verifier
     * @throws IllegalArgumentException naming every key that is none of the scheme's algorithm
     */
    public static PublicKeyVerifier of(PublicKeyScheme scheme, Secret current, Secret... others) {
        return new PublicKeyVerifier(scheme, HmacKeys.named(current, others));
    }

    /**
     * How the provider signs.
     *
     * @return the scheme
     */
    public PublicKeyScheme scheme() {
        return scheme;
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        List<Key> live = keys.stream().filter(key -> key.text.isLive(now)).toList();
        if (live.isEmpty()) {
            return Rejected.because(Reason.NO_KEY);
        }
        SignatureReading reading = new SignatureReading(scheme, request);
        SignatureClaim claim = reading.read();
        if (claim == null) {
            Verification refusal = reading.refusal();
            return refusal == null ? Rejected.because(Reason.MALFORMED) : refusal;
        }
        if (claim.signatures.length * live.size() > MAX_CHECKS) {
            return Rejected.because(Reason.MALFORMED);
        }
        String keyName = match(claim, live);
        if (keyName == null) {
            return Rejected.because(Reason.MISMATCH);
        }
        Rejected stale = scheme.judgeAge(claim.timestamp, now);
        return stale == null ? scheme.verified(request, claim, keyName) : stale;
    }

    /** Nothing here is secret, so the first match ends the work. */
    private @Nullable String match(SignatureClaim claim, List<Key> live) {
        for (Key key : live) {
            for (byte[] signature : claim.signatures) {
                if (scheme.algorithm.verify(key.key, signature, claim.pieces)) {
                    return key.text.name();
                }
            }
        }
        return null;
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
        return "PublicKeyVerifier[" + scheme.name + ", "
                + keys.stream().map(key -> key.text.name()).toList() + "]";
    }
}
