package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;

/**
 * Razorpay: <a href="https://razorpay.com/docs/webhooks/validate-test/">Validate and test webhooks</a>. Not the
 * {@code razorpay_signature} of the checkout.
 *
 * <p>{@code X-Razorpay-Signature} in hex, HMAC-SHA-256 over the body with the webhook's secret. The event type is the
 * JSON member {@code event}, which is signed.
 *
 * <p><b>Not signed:</b> the id {@code x-razorpay-event-id}; there is no timestamp in a header. Bodies hold the time
 * of the event, so a repeat under another id is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class Razorpay {
    private static final HmacScheme SCHEME = HmacScheme.builder("razorpay")
            .signatureHeader("X-Razorpay-Signature")
            .id(MessageField.header("X-Razorpay-Event-Id"))
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private Razorpay() {}

    /**
     * Verifies requests of Razorpay.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Razorpay
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Razorpay signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
