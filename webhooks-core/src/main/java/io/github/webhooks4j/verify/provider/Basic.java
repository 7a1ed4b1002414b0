package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * HTTP Basic: <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>, in UTF-8. Nothing of the message is
 * covered: whoever sees one request can send others.
 *
 * <p>There is no tolerance, for there is no time; id and event type are where the source says, and as little covered.
 */
public final class Basic {
    private Basic() {}

    /**
     * Accepts requests with a user name and a password.
     *
     * @param username without a colon
     * @param current the password in use; it may hold colons
     * @param previous passwords that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the user name holds a colon
     */
    public static Verifier verifier(String username, Secret current, Secret... previous) {
        return StaticCredentialVerifier.basic(username, current, previous);
    }
}
