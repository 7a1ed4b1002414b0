package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.Verifier;

/**
 * Mailchimp Transactional, once Mandrill:
 * <a href="https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/">Track and respond to
 * activity with webhooks</a>.
 *
 * <p>{@code X-Mandrill-Signature} in Base64, HMAC-SHA-1 over the URL and the names and values of the form, sorted by
 * name, with nothing between them. The URL is the one that the receiver is configured with, and must be exactly the
 * one registered at Mailchimp; one that holds an opening brace is refused, and so is a body that is no form.
 *
 * <p>What is signed is the decoded form, not every byte of the body. One body holds several events in the field
 * {@code mandrill_events}, so there is neither id nor event type; there is no timestamp. Events hold ids and times, so
 * a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}. Names and values run into each other:
 * take nothing from other fields than {@code mandrill_events}.
 *
 * <p>Mailchimp asks with a HEAD, and with a POST signed by the key {@code test-webhook}, whether the URL exists, which
 * is not answered here. All of this is not verified against the provider's own software: it is general knowledge and
 * what other receivers do.
 */
public final class Mandrill {
    private static final HmacScheme SCHEME = HmacScheme.builder("mandrill")
            .hash(HmacHash.SHA1)
            .key(KeyForm.utf8().refusing("test-webhook"))
            .template("{url}{sortedForm}")
            .signatureHeader("X-Mandrill-Signature")
            .encoding(SignatureEncoding.BASE64)
            .contentKey(true)
            .build();

    private Mandrill() {}

    /**
     * Verifies requests of Mailchimp.
     *
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Mailchimp
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return HmacVerifier.of(SCHEME, current, previous);
    }

    /**
     * How Mailchimp signs, for a signer or another tolerance.
     *
     * @return the scheme
     */
    public static HmacScheme scheme() {
        return SCHEME;
    }
}
