package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Twitch EventSub: <a href="https://dev.twitch.tv/docs/eventsub/handling-webhook-events/">Handling webhook
 * events</a>.
 *
 * <p>{@code Twitch-Eventsub-Message-Signature: sha256=<hex>}, HMAC-SHA-256 over id, time and body with nothing
 * between them; {@code Twitch-Eventsub-Message-Timestamp} as RFC 3339 with nanoseconds. An id that holds a colon is
 * refused, for time and body could stand in it. Tolerance ten minutes, in both directions.
 *
 * <p>The id {@code Twitch-Eventsub-Message-Id} is signed; so is the event type, which is the JSON member
 * {@code subscription.type}: general knowledge, where Twitch's own pages name the unsigned header field {@code
 * Twitch-Eventsub-Subscription-Type}. <b>Not signed</b> either: {@code Twitch-Eventsub-Message-Type}, which tells
 * notifications from revocations. The handshake is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#twitch}.
 */
public final class Twitch {
    private static final HmacScheme SCHEME = HmacScheme.builder("twitch")
            .template("{id}{ts}{body}")
            .signatureHeader("Twitch-Eventsub-Message-Signature")
            .syntax(SignatureSyntax.prefix("sha256="))
            .timestamp(MessageField.header("Twitch-Eventsub-Message-Timestamp"), TimestampFormat.RFC3339)
            .tolerance(Duration.ofMinutes(10))
            .id(MessageField.header("Twitch-Eventsub-Message-Id"))
            .eventType(MessageField.json("subscription.type"))
            .messageHeaders(
                    "Twitch-Eventsub-Message-Type",
                    "Twitch-Eventsub-Message-Retry",
                    "Twitch-Eventsub-Subscription-Type",
                    "Twitch-Eventsub-Subscription-Version")
            .build();

    private Twitch() {}

    /**
     * Verifies requests of Twitch.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Twitch
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Twitch signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
