package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Okta event hooks: <a href="https://developer.okta.com/docs/concepts/event-hooks/">Event hooks</a>.
 *
 * <p>A header field that is chosen in Okta, usually {@code Authorization}, whose whole value is the secret: a value
 * such as {@code Basic dXNlcjpwYXNz} is configured here just so. <b>Nothing is signed:</b> whoever sees one request
 * can send others with any body, and a repeat under another id <em>cannot</em> be told. The id is the JSON member
 * {@code eventId}. One body may hold several events; the event type is that of the first,
 * {@code data.events[0].eventType}.
 *
 * <p>The verification that Okta makes with a GET is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#okta}.
 */
public final class Okta {
    private Okta() {}

    /**
     * Accepts requests with a secret in {@code Authorization}.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier("Authorization", current, previous);
    }

    /**
     * Accepts requests with a secret in another header field.
     *
     * @param header the field's name
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the name is none that a header field can have
     */
    public static Verifier verifier(String header, Secret current, Secret... previous) {
        return StaticCredentialVerifier.tokenAt(MessageField.header(header), current, previous)
                .telling("okta", MessageField.json("eventId"), MessageField.json("data.events[0].eventType"));
    }
}
