package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwkLookup;
import io.github.webhooks4j.verify.jwt.JwtAlgorithm;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import java.net.URI;
import java.time.Duration;

/**
 * Plaid, as its documentation
 * <a href="https://plaid.com/docs/api/webhooks/webhook-verification/">Webhook verification</a> has it; checked against
 * another open receiver's catalogue only.
 *
 * <p>A token in {@code Plaid-Verification}, ES256, issued within five minutes. Its claim {@code request_body_sha256} is
 * the SHA-256 of the body in hex, so the body is signed. <b>Not signed:</b> method and URL. Plaid sends no message id,
 * and equal bodies for distinct events; a repeat is told by the token, which holds the time. The event type is the
 * JSON member {@code webhook_code}, within the {@code webhook_type} that stands beside it. Needs
 * {@code com.nimbusds:nimbus-jose-jwt}.
 *
 * <p>Plaid hands its keys out to who has credentials, by a call of {@code /webhook_verification_key/get} with the id
 * that a token names. {@link #verifier(String, Secret)} makes that call; with a {@link JwkLookup} the application does.
 */
public final class Plaid {
    private static final URI KEYS = URI.create("https://production.plaid.com/webhook_verification_key/get");
    private static final URI SANDBOX_KEYS = URI.create("https://sandbox.plaid.com/webhook_verification_key/get");

    private Plaid() {}

    /**
     * Verifies requests of Plaid's production, with keys that are asked for there.
     *
     * @param clientId of the account
     * @param secret of the account, for production; it is sent to Plaid and to nobody else
     * @return the verifier
     * @throws IllegalArgumentException when the client id is blank or the JWT library is missing
     */
    public static Verifier verifier(String clientId, Secret secret) {
        return verifier(PlaidKeys.of(KEYS, clientId, secret));
    }

    /**
     * Verifies requests of Plaid's sandbox, with keys that are asked for there.
     *
     * @param clientId of the account
     * @param secret of the account, for the sandbox; it is sent to Plaid and to nobody else
     * @return the verifier
     * @throws IllegalArgumentException when the client id is blank or the JWT library is missing
     */
    public static Verifier sandbox(String clientId, Secret secret) {
        return verifier(PlaidKeys.of(SANDBOX_KEYS, clientId, secret));
    }

    /**
     * Verifies requests of Plaid.
     *
     * @param keys asks Plaid for a key
     * @return the verifier
     * @throws IllegalArgumentException when the JWT library is missing
     */
    public static Verifier verifier(JwkLookup keys) {
        return JwtVerifier.builder("plaid", JwtKeys.byId(JwtAlgorithm.ES256, keys))
                .header("Plaid-Verification")
                .maxAge(Duration.ofMinutes(5))
                .bodyHash("request_body_sha256", SignatureEncoding.HEX)
                .eventType(MessageField.json("webhook_code"))
                .build();
    }
}
