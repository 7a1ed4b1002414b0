package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import java.time.Duration;

/**
 * Signed webhooks of Vonage's Voice and Messages APIs, as its documentation
 * <a href="https://developer.vonage.com/en/getting-started/concepts/webhooks">Webhooks</a> has it; checked against
 * another open receiver's catalogue only.
 *
 * <p>A token in {@code Authorization: Bearer}, HS256 with the account's signature secret, issued by {@code Vonage}
 * within five minutes. Its claim {@code payload_hash} is the SHA-256 of the body in hex, so the body is signed.
 * <b>Not signed:</b> method and URL: callbacks by GET carry their data in the query, which nothing covers. The message
 * id is the token's {@code jti}: one message has callbacks for each of its states, under one id in the body. Vonage
 * names no event type.
 */
public final class Vonage {
    private Vonage() {}

    /**
     * Verifies requests of Vonage.
     *
     * @param current the signature secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return JwtVerifier.builder("vonage", JwtKeys.hs256(current, previous))
                .issuers("Vonage")
                .maxAge(Duration.ofMinutes(5))
                .bodyHash("payload_hash", SignatureEncoding.HEX)
                .idClaim("jti")
                .build();
    }
}
