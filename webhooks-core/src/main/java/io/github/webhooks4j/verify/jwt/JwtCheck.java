package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import java.util.Optional;

/** A further condition on the claims of a token whose signature is right. */
@FunctionalInterface
public interface JwtCheck {
    /**
     * Checks.
     *
     * @param claims what was signed
     * @param request the request that carries the token
     * @return why not: {@link Rejected}, or {@link Unavailable} when something is not configured; empty when all is
     *     well
     */
    Optional<Verification> check(JwtClaims claims, WebhookRequest request);
}
