package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Chargebee: <a href="https://www.chargebee.com/docs/billing/2.0/site-configuration/webhook_settings">Webhook
 * settings</a>.
 *
 * <p>HTTP Basic with the user name and the password that are part of the URL as it is registered there, or are
 * configured beside it. <b>Nothing is signed:</b> whoever sees one request can send others with any body, and a repeat
 * under another id <em>cannot</em> be told. Id and event type are the JSON members {@code id} and {@code event_type}.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Chargebee {
    private Chargebee() {}

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
                .telling("chargebee", MessageField.json("id"), MessageField.json("event_type"));
    }
}
