package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Optional;

/**
 * Auth0 log streams: <a href="https://auth0.com/docs/customize/log-streams/custom-log-streams">Custom log streams</a>.
 *
 * <p>{@code Authorization} whose whole value is the authorization token as it is configured in Auth0. <b>Nothing is
 * signed:</b> whoever sees one request can send others with any body, and a repeat <em>cannot</em> be told. One body
 * holds several events, as a JSON array or one per line, so there is neither id nor event type.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge.
 */
public final class Auth0 {
    private Auth0() {}

    /**
     * Accepts requests with a token in {@code Authorization}.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return StaticCredentialVerifier.tokenAt(MessageField.header("Authorization"), current, previous)
                .telling("auth0", Optional.empty(), Optional.empty());
    }
}
