package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;

/**
 * Adyen's standard webhooks, which tell of payments: <a
 * href="https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures">Verify HMAC
 * signatures</a>. Not the platform, management and banking webhooks: {@link AdyenPlatform}. JSON only.
 *
 * <p>Each item of {@code notificationItems} has a signature of its own in {@code additionalData.hmacSignature}:
 * Base64, HMAC-SHA-256 with a key in hex over {@code
 * pspReference:originalReference:merchantAccountCode:merchantReference:amount.value:amount.currency:eventCode:success},
 * where what is absent is empty. <b>Every</b> item has to be genuine; none at all, more than 100, or one whose signed
 * members are no plain values, is rejected. So is a colon in any of them but {@code merchantReference}: nothing else could
 * tell where a value ends. A key that an object has twice makes the body unreadable.
 *
 * <p><b>Not signed:</b> everything else in the body, such as {@code live}, {@code reason}, {@code eventDate} and the rest
 * of {@code additionalData}; {@link io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false}. There is no time.
 * There is no id either: a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}, which is over the
 * signed values; Adyen tells repeats by {@code pspReference} and {@code eventCode}, which are among them. The event type
 * is {@code eventCode}, when all items have the same.
 *
 * <p>Adyen takes a message for delivered when the answer is {@value #ACCEPTED}: give it to the source as {@code
 * answer(Receipt)}.
 */
public final class AdyenPayments {
    /** The body of the answer that Adyen expects. */
    public static final String ACCEPTED = "[accepted]";

    private AdyenPayments() {}

    /**
     * Verifies requests of Adyen.
     *
     * @param current the HMAC key in use, in hex
     * @param previous keys that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Adyen
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new AdyenPaymentsVerifier(current, previous);
    }
}
