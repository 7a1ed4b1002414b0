package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.JsonStart;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What HubSpot did before version 3: the SHA-256 of the secret and the message one after the other. Who has one
 * such digest can make that of a longer message without the secret; what he has to put in between holds zero
 * bytes, which no JSON text does, so a body with one is refused. Immutable.
 */
final class HubSpotDigest implements Verifier {
    static final String HEADER = "X-HubSpot-Signature";

    private static final int HEX_DIGITS = 64;
    private static final Set<SignedPart> WITH_TARGET = Set.of(SignedPart.METHOD, SignedPart.URL, SignedPart.BODY);

    private final String scheme;
    private final boolean withTarget;
    private final List<Secret> secrets = new ArrayList<>();

    HubSpotDigest(String scheme, boolean withTarget, Secret current, Secret... previous) {
        this.scheme = scheme;
        this.withTarget = withTarget;
        secrets.add(current);
        secrets.addAll(List.of(previous));
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        List<Secret> live =
                secrets.stream().filter(secret -> secret.isLive(now)).toList();
        if (live.isEmpty()) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<String> lines = request.headers().all(HEADER);
        if (lines.isEmpty() || (lines.size() == 1 && lines.get(0).isBlank())) {
            return Rejected.because(Reason.MISSING);
        }
        byte[] signature = lines.size() == 1 ? decoded(lines.get(0)) : new byte[0];
        if (signature.length == 0 || holdsZero(request.body())) {
            return Rejected.because(Reason.MALFORMED);
        }
        if (withTarget && request.head().externalUrl().isEmpty()) {
            return new Unavailable("external URL, which scheme " + scheme + " signs, is not configured");
        }
        boolean ambiguous =
                withTarget && JsonStart.isIn(request.head().externalUrl().orElse(""));
        return ambiguous
                ? Rejected.because(Reason.MALFORMED)
                : verdict(live, target(request.head()), request, signature);
    }

    private String target(RequestHead head) {
        return withTarget ? head.method() + head.externalUrl().orElse("") : "";
    }

    private Verification verdict(List<Secret> live, String target, WebhookRequest request, byte[] signature) {
        Secret matched = null;
        for (Secret secret : live) {
            boolean hit = MessageDigest.isEqual(digest(secret, target, request.body()), signature);
            matched = hit && matched == null ? secret : matched;
        }
        if (matched == null) {
            return Rejected.because(Reason.MISMATCH);
        }
        byte[] body = request.body();
        return Verified.builder(scheme)
                .keyName(matched.name())
                .signed(withTarget ? WITH_TARGET : Set.of(SignedPart.BODY))
                .content(content -> content.update(body))
                .build();
    }

    /** The digest of the secret, the target and the body. */
    static byte[] digest(Secret secret, String target, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((secret.reveal() + target).getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return text.length() == HEX_DIGITS ? HexFormat.of().parseHex(text) : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static boolean holdsZero(byte[] body) {
        for (byte one : body) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("x-hubspot-signature");
    }

    @Override
    public Set<String> messageHeaders() {
        return Set.of("x-hubspot-signature-version");
    }

    /** Tells the scheme. */
    @Override
    public String toString() {
        return "HubSpotDigest[" + scheme + "]";
    }
}
