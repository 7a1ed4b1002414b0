package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtClaims;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * MessageBird, as its documentation
 * <a href="https://developers.messagebird.com/api/#verifying-http-requests">Verifying HTTP requests</a> has it.
 *
 * <p>A token in {@code MessageBird-Signature-JWT}, HS256 with the signing key, issued by {@code MessageBird}, with a
 * time before and a time after which it does not hold. Its claim {@code url_hash} is the SHA-256 of the whole URL, so
 * the source needs its external URL; {@code payload_hash} is that of the body, and absent where there is none.
 * <b>Not signed:</b> the method. The message id is the token's {@code jti}. MessageBird names no event type.
 */
public final class MessageBird {
    private MessageBird() {}

    /**
     * Verifies requests of MessageBird.
     *
     * @param current the signing key in use
     * @param previous keys that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return JwtVerifier.builder("messagebird", JwtKeys.hs256(current, previous))
                .header("MessageBird-Signature-JWT")
                .issuers("MessageBird")
                .expires(Duration.ofHours(1))
                .bodyHash("payload_hash", SignatureEncoding.HEX)
                .check(MessageBird::isForThisUrl, SignedPart.URL)
                .idClaim("jti")
                .build();
    }

    private static Optional<Verification> isForThisUrl(JwtClaims claims, WebhookRequest request) {
        Optional<String> url = request.head().externalUrl();
        if (url.isEmpty()) {
            return Optional.of(new Unavailable("external URL, which scheme messagebird signs, is not configured"));
        }
        if (!claims.has("url_hash")) {
            return Optional.of(Rejected.because(Reason.MISSING));
        }
        byte[] claimed = claims.text("url_hash").orElse("").getBytes(StandardCharsets.UTF_8);
        byte[] right = Sha256.hex(url.get()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(claimed, right)
                ? Optional.empty()
                : Optional.of(Rejected.because(Reason.MISMATCH));
    }
}
