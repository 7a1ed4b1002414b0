package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;

/**
 * HubSpot, signature version 1:
 * <a href="https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests">Validating
 * requests</a>.
 *
 * <p>{@code X-HubSpot-Signature} in hex: no HMAC, but the SHA-256 of the client secret and the body, with nothing
 * between them. The URL is not signed.
 *
 * <p><b>Weaker than {@link HubSpot}</b>, which is version 3: there is no timestamp, and such a digest can be carried
 * on to a longer message by who has seen it. Bodies with a zero byte, which that takes, are refused. Use it for apps
 * that know nothing else. {@code X-HubSpot-Signature-Version} is not looked at: the version comes from here.
 *
 * <p>One body holds several events, each with its own id and type, so there is neither for the whole; events hold ids
 * and times, so a repeat is told by {@link io.github.webhooks4j.verify.Verified#contentKey()}.
 */
public final class HubSpotV1 {
    private HubSpotV1() {}

    /**
     * Verifies requests of HubSpot.
     *
     * @param current the client secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new HubSpotDigest("hubspot-v1", false, current, previous);
    }
}
