package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import java.util.List;

/**
 * How deliveries to an endpoint are signed, and what its secrets look like. {@link SigningStyles} has the built-in
 * ones; a style of one's own is one method:
 *
 * <pre>{@code
 * SigningStyle token = secrets -> outgoing -> Headers.of(
 *         "webhook-id", outgoing.id(),
 *         "X-Acme-Token", secrets.get(0).reveal());
 * }</pre>
 *
 * <p>Implementations are immutable and thread-safe.
 */
@FunctionalInterface
public interface SigningStyle {
    /**
     * Makes a signer from an endpoint's secrets. Decoding and preparing them happens here, once; the signer may be
     * kept as long as the endpoint's secrets do not change.
     *
     * @param secrets the newest first, then those that a rotation left valid for a while; the signer uses each
     *     only while it is {@linkplain Secret#isLive live} at {@link Outgoing#at()}
     * @return the signer
     * @throws IllegalArgumentException for an empty list, or naming every secret that is not of this style's form,
     *     never its text
     */
    DeliverySigner signer(List<Secret> secrets);

    /**
     * Makes a new secret of this style's form from a secure random source. Unless overridden: {@code whsec_} and
     * the Base64 of 32 bytes.
     *
     * @return the secret
     */
    default Secret newSecret() {
        return RandomSecrets.shared();
    }

    /**
     * Refuses a secret that is not of this style's form, such as one that an application brings itself. Unless
     * overridden: whatever {@link #signer} refuses.
     *
     * @param secret the secret to check
     * @throws IllegalArgumentException naming the secret, never its text
     */
    default void check(Secret secret) {
        var unused = signer(List.of(secret));
    }

    /**
     * What a receiver needs to verify: for shared secrets the secret itself, for key pairs the public key.
     *
     * @param secret a secret of this style
     * @return what to show to the receiver
     * @throws IllegalArgumentException for a secret that is not of this style's form
     */
    default Secret forReceiver(Secret secret) {
        return secret;
    }
}
