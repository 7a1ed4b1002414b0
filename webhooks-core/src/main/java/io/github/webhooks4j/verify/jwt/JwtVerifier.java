package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests that carry a signed JSON Web Token (RFC 7515, RFC 7519) with the right claims.
 *
 * <p>Algorithm and keys are configured: a token that asks for another algorithm, for none, or for an extension
 * ({@code crit}) is rejected, and what it says of keys is never looked at. A token has 8 KiB at most, its claims no
 * member twice, its header field one line. A token alone says nothing of the body: {@link Verified#bodyBound()} is
 * {@code true} only where a claim holds the body's hash.
 *
 * <p>Immutable. <b>Cost.</b> One signature per token and live secret, one hash of the body where one is claimed.
 * With published keys it blocks while they are fetched, for no longer than
 * {@link io.github.webhooks4j.verify.key.KeyCache#DEFAULT_WAIT} each.
 */
public final class JwtVerifier implements Verifier {
    /** How far times may be off: one minute. */
    public static final Duration DEFAULT_SKEW = Duration.ofMinutes(1);

    private final String scheme;
    private final JwtKeys keys;
    private final TokenPlace place;
    private final ClaimRules rules;
    private final @Nullable String bodyHash;
    private final SignatureEncoding bodyHashEncoding;
    private final List<JwtCheck> checks;
    private final @Nullable MessageField id;
    private final @Nullable MessageField eventType;
    private final @Nullable String idClaim;
    private final Set<SignedPart> signed;

    JwtVerifier(JwtVerifierBuilder from) {
        scheme = from.scheme;
        keys = from.keys;
        place = from.place;
        rules = new ClaimRules(from);
        bodyHash = from.bodyHash;
        bodyHashEncoding = from.bodyHashEncoding;
        checks = List.copyOf(from.checks);
        id = from.id;
        eventType = from.eventType;
        idClaim = from.idClaim;
        signed = Set.copyOf(from.coveredParts());
    }

    /**
     * Starts a verifier of bearer tokens.
     *
     * @param scheme what verdicts call it
     * @param keys with what tokens are signed
     * @return the builder
     */
    public static JwtVerifierBuilder builder(String scheme, JwtKeys keys) {
        return new JwtVerifierBuilder(scheme, keys);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        TokenPlace.Found found = place.read(request);
        Reason fault = found.fault();
        if (fault != null) {
            return Rejected.because(fault);
        }
        List<SignedToken> tokens = new ArrayList<>();
        for (String text : found.tokens()) {
            SignedToken token = SignedToken.read(text);
            if (token == null) {
                return Rejected.because(Reason.MALFORMED);
            }
            tokens.add(token);
        }
        String keyName = "";
        for (SignedToken token : tokens) { // every one, never only the first
            SignatureVerdict verdict = keys.judge(token, now);
            Optional<Verification> refusal =
                    verdict.refusal().or(() -> refusal(new JwtClaims(token.claims()), request, now));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            keyName = verdict.keyName();
        }
        return verified(keyName, tokens.get(0), request);
    }

    private Optional<Verification> refusal(JwtClaims claims, WebhookRequest request, Instant now) {
        Optional<Rejected> fault = rules.fault(claims, now).or(() -> bodyFault(claims, request));
        if (fault.isPresent()) {
            return Optional.of(fault.get());
        }
        for (JwtCheck check : checks) {
            Optional<Verification> refusal = check.check(claims, request);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Rejected> bodyFault(JwtClaims claims, WebhookRequest request) {
        if (bodyHash == null) {
            return Optional.empty();
        }
        if (!claims.has(bodyHash)) { // a token that covers no body is good for none
            boolean empty = request.body().length == 0;
            return empty ? Optional.empty() : Optional.of(Rejected.because(Reason.MISSING));
        }
        String claimed = claims.text(bodyHash).orElse("");
        boolean hex = bodyHashEncoding == SignatureEncoding.HEX;
        byte[] shown = (hex ? claimed.toLowerCase(Locale.ROOT) : claimed).getBytes(StandardCharsets.UTF_8);
        byte[] right = encoded(sha256(request.body())).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(shown, right) ? Optional.empty() : Optional.of(Rejected.because(Reason.MISMATCH));
    }

    private String encoded(byte[] hash) {
        return switch (bodyHashEncoding) {
            case HEX -> HexFormat.of().formatHex(hash);
            case BASE64 -> Base64.getEncoder().encodeToString(hash);
            case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Verified verified(String keyName, SignedToken token, WebhookRequest request) {
        Verified.Builder verdict = Verified.builder(scheme).keyName(keyName).signed(signed);
        JwtClaims claims = new JwtClaims(token.claims());
        claims.time("iat").ifPresent(verdict::timestamp);
        if (idClaim != null) {
            verdict.id(claims.text(idClaim));
        } else if (id != null) {
            verdict.id(id.read(request));
        }
        if (eventType != null) {
            verdict.eventType(eventType.read(request));
        }
        if (signed.contains(SignedPart.BODY) && !signed.contains(SignedPart.ID)) {
            verdict.content(digest -> digest.update(token.signed())); // holds the body's hash and the time of signing
        }
        return verdict.build();
    }

    @Override
    public Set<String> credentialHeaders() {
        return place.credentialHeaders();
    }

    /** Tells the scheme. */
    @Override
    public String toString() {
        return "JwtVerifier[" + scheme + "]";
    }
}
