package io.github.webhooks4j.sign;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacKeys;
import io.github.webhooks4j.verify.HmacScheme;
import java.time.Instant;
import java.util.Optional;

/**
 * Signs requests as an {@link HmacScheme} describes: the mirror of {@link io.github.webhooks4j.verify.HmacVerifier}.
 *
 * <p>Where the signature is a list every live secret signs, so that a receiver may change secrets at any
 * time of a rotation; elsewhere the first live one does, or one per signature header field.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> One HMAC over the signed bytes per live secret.
 */
public final class HmacSigner {
    private final HmacScheme scheme;
    private final HmacKeys keys;

    private HmacSigner(HmacScheme scheme, HmacKeys keys) {
        this.scheme = scheme;
        this.keys = keys;
    }

    /**
     * A signer.
     *
     * @param scheme how to sign
     * @param current the secret in use
     * @param others further secrets, for rotation
     * @return the signer
     * @throws IllegalArgumentException for a secret that is not of the scheme's form, or decodes to nothing
     */
    public static HmacSigner of(HmacScheme scheme, Secret current, Secret... others) {
        return new HmacSigner(scheme, scheme.keys(current, others));
    }

    /**
     * The header fields to add to a request: id, time and signature, as far as the scheme has them in
     * header fields.
     *
     * @param request what will be sent; read, never changed
     * @param id the message id; when absent, the one that the request has where the scheme looks for it
     * @param at the time of signing
     * @return the fields to add, in the order id, time, signature; without those that the request has already
     * @throws IllegalArgumentException when something is missing that the scheme signs, the id holds the
     *     scheme's separator, the request has another id or time already, or no secret is live
     */
    public Headers sign(WebhookRequest request, Optional<String> id, Instant at) {
        return scheme.sign(keys, request, id, at);
    }

    /** Tells scheme and key names. */
    @Override
    public String toString() {
        return "HmacSigner[" + scheme.name() + ", " + keys + "]";
    }
}
