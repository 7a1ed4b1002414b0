package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * SendGrid's Event Webhook: <a
 * href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features">Security
 * features</a>.
 *
 * <p>{@code X-Twilio-Email-Event-Webhook-Signature} is the Base64 of DER, ECDSA on P-256 with SHA-256 over the time and
 * the body with nothing between them; {@code X-Twilio-Email-Event-Webhook-Timestamp} in seconds. The body ends with a
 * line end, which is signed. The key is the Base64 on the page of the webhook.
 *
 * <p>Tolerance 25 hours, in both directions. SendGrid names none and its own library checks none; it repeats for 24
 * hours, and whether a repeat is signed anew is not documented. With any tolerance the time cannot be cut at another
 * place.
 *
 * <p>One body holds several events, so there is neither id nor event type: each element has its {@code sg_event_id}
 * and {@code event}.
 */
public final class SendGrid {
    private static final PublicKeyScheme SCHEME = PublicKeyScheme.builder("sendgrid")
            .algorithm(PublicKeyAlgorithm.ECDSA_P256_SHA256)
            .template("{ts}{body}")
            .signatureHeader("X-Twilio-Email-Event-Webhook-Signature")
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("X-Twilio-Email-Event-Webhook-Timestamp"), TimestampFormat.SECONDS)
            .tolerance(Duration.ofHours(25))
            .contentKey(true)
            .build();

    private SendGrid() {}

    /**
     * Verifies requests of SendGrid.
     *
     * @param current the text of the public key in use
     * @param others public keys that are accepted too
     * @return the verifier
     * @throws IllegalArgumentException for a text that is no public key of SendGrid
     */
    public static Verifier verifier(Secret current, Secret... others) {
        return PublicKeyVerifier.of(SCHEME, current, others);
    }

    /**
     * How SendGrid signs, for tests or another tolerance.
     *
     * @return the scheme
     */
    public static PublicKeyScheme scheme() {
        return SCHEME;
    }
}
