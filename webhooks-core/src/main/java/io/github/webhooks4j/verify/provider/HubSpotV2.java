package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;

/**
 * HubSpot, signature version 2:
 * <a href="https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests">Validating
 * requests</a>.
 *
 * <p>{@code X-HubSpot-Signature} in hex: no HMAC, but the SHA-256 of the client secret, the method, the URL and the
 * body, with nothing between them. The URL is the one that the receiver is configured with, exactly as it is
 * registered at HubSpot; one that holds a brace, a
 * quotation mark or, behind its host, a bracket is refused, for that could be the beginning of the body.
 *
 * <p><b>Weaker than {@link HubSpot}</b>, which is version 3: there is no timestamp, and such a digest can be carried
 * on to a longer message by who has seen it. Bodies with a zero byte, which that takes, are refused. Use it for apps
 * that know nothing else. {@code X-HubSpot-Signature-Version} is not looked at: the version comes from here.
 *
 * <p>One body holds several events, each with its own id and type, so there is neither for the whole; events hold ids
 * and times, so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>Header fields are not signed.
 */
public final class HubSpotV2 {
    private HubSpotV2() {}

    /**
     * Verifies requests of HubSpot.
     *
     * @param current the client secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new HubSpotDigest("hubspot-v2", true, current, previous);
    }
}
