package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookRequest;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a provider signs with a private key whose public key is configured: what is signed, where signature,
 * time and id stand, how they are written. One description serves {@link PublicKeyVerifier} and its mirror.
 *
 * <p>Immutable; share it freely.
 */
public final class PublicKeyScheme extends SignatureScheme {
    final PublicKeyAlgorithm algorithm;
    private final PublicKeySchemeBuilder origin;

    /** The builder has checked everything. */
    PublicKeyScheme(PublicKeySchemeBuilder from, Template template) {
        super(from, template);
        origin = from;
        algorithm = from.algorithm;
    }

    /**
     * Starts a description: Ed25519 over the body, in hex, unless said otherwise.
     *
     * @param name what verdicts and metrics call the scheme, such as {@code discord}
     * @return the builder
     */
    public static PublicKeySchemeBuilder builder(String name) {
        return new PublicKeySchemeBuilder(name);
    }

    /**
     * How the key signs.
     *
     * @return the algorithm
     */
    public PublicKeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * A copy with another tolerance.
     *
     * @param value zero accepts the very instant only; it does not switch the check off
     * @return the copy
     * @throws IllegalArgumentException when it is negative, or the scheme has no timestamp
     */
    public PublicKeyScheme withTolerance(Duration value) {
        return origin.copy().tolerance(value).build();
    }

    /**
     * The header fields that a sender adds to a request: id, time and signature, as far as the scheme has
     * them in header fields. The mirror of verifying.
     *
     * @param keys private keys of this algorithm; more than one where the signature is a list
     * @param request what will be sent; header fields that the scheme signs besides are taken from it
     * @param messageId the id; when absent, the one that the request has
     * @param at the time of signing
     * @return the fields to add; none that the request has already
     * @throws IllegalArgumentException when something is missing that the scheme signs, there is no key or one
     *     of another algorithm, or the signature has its place elsewhere than in a header field
     */
    public Headers sign(List<PrivateKey> keys, WebhookRequest request, Optional<String> messageId, Instant at) {
        return new SchemeSigning(
                        this,
                        at,
                        pieces -> keys.stream()
                                .map(key -> algorithm.sign(key, pieces))
                                .toList())
                .sign(request, messageId);
    }

    @Override
    int leastBytes() {
        return algorithm.leastBytes();
    }

    @Override
    int mostBytes() {
        return algorithm.mostBytes();
    }
}
