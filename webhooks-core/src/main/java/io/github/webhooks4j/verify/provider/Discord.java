package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * Discord: <a href="https://discord.com/developers/docs/events/webhook-events">Webhook events</a> and <a
 * href="https://discord.com/developers/docs/interactions/overview">interactions</a>.
 *
 * <p>{@code X-Signature-Ed25519} in hex, Ed25519 over the time and the body with nothing between them; {@code
 * X-Signature-Timestamp} in seconds. The key is the application's public key, 64 hex digits on its page. Tolerance five
 * minutes, in both directions, which is ours: Discord names none. What is rejected must be answered 401, as it is:
 * when an URL is registered Discord sends bad signatures on purpose.
 *
 * <p>There is no id that webhook events and interactions both have; the event type is the JSON member {@code
 * event.type}, or else the number {@code type}, both signed. The {@code PING} by which an URL is registered is
 * answered by {@link io.github.webhooks4j.verify.handshake.Handshakes#discord}.
 *
 * <p>Method, URL and the other header fields are not signed.
 */
public final class Discord {
    private static final PublicKeyScheme SCHEME = PublicKeyScheme.builder("discord")
            .template("{ts}{body}")
            .signatureHeader("X-Signature-Ed25519")
            .timestamp(MessageField.header("X-Signature-Timestamp"), TimestampFormat.SECONDS)
            .eventType(MessageField.json("event.type").or(MessageField.json("type")))
            .contentKey(true)
            .build();

    private Discord() {}

    /**
     * Verifies requests of Discord.
     *
     * @param current the text of the public key in use
     * @param others public keys that are accepted too
     * @return the verifier
     * @throws IllegalArgumentException for a text that is no public key of Discord
     */
    public static Verifier verifier(Secret current, Secret... others) {
        return PublicKeyVerifier.of(SCHEME, current, others);
    }

    /**
     * How Discord signs, for tests or another tolerance.
     *
     * @return the scheme
     */
    public static PublicKeyScheme scheme() {
        return SCHEME;
    }
}
