package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import io.github.webhooks4j.verify.Verifier;

/**
 * TikTok for Developers: <a href="https://developers.tiktok.com/doc/webhooks-verification">Webhook verification</a>.
 *
 * <p>{@code TikTok-Signature}: {@code t=<seconds>,s=<hex>}; HMAC-SHA-256 over {@code t.body}. Tolerance five minutes,
 * in both directions. The key is the app's client secret. The event type is the JSON member {@code event}, which is
 * signed. There is no id; a repeat of the very request is told by
 * {@link io.github.webhooks4j.verify.Verified#contentKey()}, a delivery that TikTok signs anew is not.
 *
 * <p>The page leaves the tolerance to the receiver; where the event type is, is general knowledge.
 */
public final class TikTok {
    private static final HmacScheme SCHEME = HmacScheme.builder("tiktok")
            .template("{ts}.{body}")
            .signatureHeader("TikTok-Signature")
            .syntax(SignatureSyntax.keyValues(',', "s", "t"))
            .timestampInSignature(TimestampFormat.SECONDS)
            .eventType(MessageField.json("event"))
            .contentKey(true)
            .build();

    private TikTok() {}

    /**
     * Verifies requests of TikTok.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of TikTok
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How TikTok signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
