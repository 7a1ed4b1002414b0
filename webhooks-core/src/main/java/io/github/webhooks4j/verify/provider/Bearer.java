package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * A fixed bearer token in {@code Authorization}: <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>,
 * section 2.1. Nothing of the message is covered: whoever sees one request can send others.
 *
 * <p>There is no tolerance, for there is no time; id and event type are where the source says, and as little covered.
 */
public final class Bearer {
    private Bearer() {}

    /**
     * Accepts requests with a bearer token.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return StaticCredentialVerifier.bearer(current, previous);
    }
}
