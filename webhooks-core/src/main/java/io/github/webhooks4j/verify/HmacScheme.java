package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a provider signs with an HMAC: what is signed, where signature, time and id stand, how they are
 * written. One description serves {@link HmacVerifier} and its mirror, the signer.
 *
 * <p>Immutable; share it freely.
 */
public final class HmacScheme extends SignatureScheme {
    final HmacHash hash;
    final KeyForm keyForm;
    private final HmacSchemeBuilder origin;

    /** The builder has checked everything. */
    HmacScheme(HmacSchemeBuilder from, Template template) {
        super(from, template);
        origin = from;
        hash = from.hash;
        keyForm = from.keyForm;
    }

    /**
     * Starts a description: HMAC-SHA-256 over the body with the secret's UTF-8 bytes, in hex, unless said
     * otherwise.
     *
     * @param name what verdicts and metrics call the scheme, such as {@code github}
     * @return the builder
     */
    public static HmacSchemeBuilder builder(String name) {
        return new HmacSchemeBuilder(name);
    }

    /**
     * A copy with another tolerance.
     *
     * @param value zero accepts the very instant only; it does not switch the check off
     * @return the copy
     * @throws IllegalArgumentException when it is negative, or the scheme has no timestamp
     */
    public HmacScheme withTolerance(Duration value) {
        return origin.copy().tolerance(value).build();
    }

    /**
     * Makes secrets ready for this scheme, once.
     *
     * @param current the secret that signs
     * @param others further secrets that are accepted, and that sign too where the signature is a list
     * @return the keys
     * @throws IllegalArgumentException for a secret that is not of this scheme's form, or decodes to nothing
     */
    public HmacKeys keys(Secret current, Secret... others) {
        return new HmacKeys(this, current, others);
    }

    /**
     * The header fields that a sender adds to a request: id, time and signature, as far as the scheme has
     * them in header fields. The mirror of verifying.
     *
     * @param keys made by {@link #keys} of this scheme
     * @param request what will be sent; header fields that the scheme signs besides are taken from it
     * @param messageId the id; when absent, the one that the request has
     * @param at the time of signing; also decides which secrets are live
     * @return the fields to add; none that the request has already
     * @throws IllegalArgumentException when something is missing that the scheme signs, no secret is live,
     *     or the signature has its place elsewhere than in a header field
     */
    public Headers sign(HmacKeys keys, WebhookRequest request, Optional<String> messageId, Instant at) {
        return new SchemeSigning(this, at, pieces -> keys.signatures(pieces, at)).sign(request, messageId);
    }

    @Override
    int leastBytes() {
        return hash.bytes();
    }

    @Override
    int mostBytes() {
        return hash.bytes();
    }
}
