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
 * WorkOS: <a href="https://workos.com/docs/events/data-syncing/webhooks">Webhooks</a>.
 *
 * <p>{@code WorkOS-Signature: t=<milliseconds>, v1=<hex>}, with a blank after the comma; HMAC-SHA-256 over
 * {@code t.body}. Tolerance three minutes, in both directions, as in WorkOS's library for Java. Id and event type are
 * the JSON members {@code id} and {@code event}, which is general knowledge; both are signed.
 */
public final class WorkOS {
    private static final HmacScheme SCHEME = HmacScheme.builder("workos")
            .template("{ts}.{body}")
            .signatureHeader("WorkOS-Signature")
            .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
            .timestampInSignature(TimestampFormat.MILLISECONDS)
            .tolerance(Duration.ofMinutes(3))
            .id(MessageField.json("id"))
            .eventType(MessageField.json("event"))
            .build();

    private WorkOS() {}

    /**
     * Verifies requests of WorkOS.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of WorkOS
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How WorkOS signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
