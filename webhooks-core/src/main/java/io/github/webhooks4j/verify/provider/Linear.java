package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;

/**
 * Linear: <a href="https://linear.app/developers/webhooks">Webhooks</a>.
 *
 * <p>{@code Linear-Signature} in hex, HMAC-SHA-256 over the body, which holds the time of signing: the JSON member
 * {@code webhookTimestamp} in milliseconds. Tolerance one minute, in both directions, as in Linear's library. The
 * event type is the JSON member {@code type}; it is signed.
 *
 * <p><b>Not signed:</b> the id {@code Linear-Delivery}. A repeat under another id is therefore told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class Linear {
    private static final HmacScheme SCHEME = HmacScheme.builder("linear")
            .signatureHeader("Linear-Signature")
            .timestamp(MessageField.json("webhookTimestamp"), TimestampFormat.MILLISECONDS)
            .tolerance(Duration.ofMinutes(1))
            .id(MessageField.header("Linear-Delivery"))
            .eventType(MessageField.json("type"))
            .contentKey(true)
            .messageHeaders("Linear-Event")
            .build();

    private Linear() {}

    /**
     * Verifies requests of Linear.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Linear
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Linear signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
