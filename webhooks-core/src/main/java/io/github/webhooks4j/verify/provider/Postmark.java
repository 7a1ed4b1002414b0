package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Optional;

/**
 * Postmark: <a href="https://postmarkapp.com/developer/webhooks/webhooks-overview">Webhooks overview</a>.
 *
 * <p>HTTP Basic with the user name and the password that are part of the URL as it is registered there, or are
 * configured beside it. <b>Nothing is signed:</b> whoever sees one request can send others with any body, and a repeat
 * under another id <em>cannot</em> be told. The event type is the JSON member {@code RecordType}. There is no id:
 * {@code MessageID} is that of the mail, which may have several events.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Postmark {
    private Postmark() {}

    /**
     * Accepts requests with a user name and a password.
     *
     * @param username without a colon
     * @param current the password in use
     * @param previous passwords that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the user name holds a colon
     */
    public static Verifier verifier(String username, Secret current, Secret... previous) {
        return StaticCredentialVerifier.basic(username, current, previous)
                .telling("postmark", Optional.empty(), Optional.of(MessageField.json("RecordType")));
    }
}
