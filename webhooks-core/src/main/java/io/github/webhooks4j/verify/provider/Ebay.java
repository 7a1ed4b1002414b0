package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;
import java.io.IOException;
import java.util.Optional;

/**
 * eBay's Notification API, as its documentation
 * <a href="https://developer.ebay.com/api-docs/commerce/notification/overview.html">Notification API</a> and its SDKs
 * have it.
 *
 * <p>Header field {@code X-EBAY-SIGNATURE}: Base64 of a JSON object with {@code alg}, {@code kid}, {@code signature} and
 * {@code digest}. Signed is the body, by ECDSA on P-256 with the digest that eBay tells together with the key: SHA-1
 * today, which is as weak as it sounds. What the header says of algorithm and digest chooses nothing; it must be the
 * same. <b>Not signed:</b> method, URL, header fields and any time of sending: {@code publishDate} in the body stays the
 * same over a day of repeats, so no age is judged and repeats are told by their id. The message id is the JSON member
 * {@code notification.notificationId}, the event type is {@code metadata.topic}; both are in the body, and so signed.
 *
 * <p>A key is asked for by the id that the header names, at {@code /commerce/notification/v1/public_key/}, with an
 * application token, which is asked for with the application's client id and secret. Keys are kept for an hour, the
 * token until a minute before it expires. eBay's pages disagree on whether the sandbox hands out keys.
 *
 * <p>{@link io.github.webhooks4j.verify.handshake.Handshakes#ebay} answers the challenge that comes before the first
 * message. eBay takes 200, 201, 202 and 204 for success.
 */
public final class Ebay {
    private Ebay() {}

    /**
     * Gets public keys of eBay, for applications that have an application token or the keys themselves.
     *
     * <p><b>Threads.</b> Called by several threads at once, for one id by one. <b>Cost.</b> Blocks for a time that the
     * implementation has to bound; a request waits no longer than
     * {@link io.github.webhooks4j.verify.key.KeyCache#DEFAULT_WAIT}.
     */
    @FunctionalInterface
    public interface KeyLookup {
        /**
         * Asks for a key.
         *
         * @param kid the id of the key, a UUID, which a forger may have chosen
         * @return what {@code getPublicKey} answers, a JSON object with {@code key}, {@code algorithm} and
         *     {@code digest}; empty when eBay knows no such key
         * @throws IOException when it cannot be had now; its message is logged, so it tells nothing secret
         */
        Optional<String> find(String kid) throws IOException;
    }

    /**
     * Verifies messages of eBay's production, with keys that are asked for there.
     *
     * @param clientId of the application, also called App ID
     * @param clientSecret of the application, also called Cert ID; it is sent to eBay and to nobody else
     * @return the verifier
     * @throws IllegalArgumentException when the client id is none
     */
    public static Verifier verifier(String clientId, Secret clientSecret) {
        return verifier(EbayKeys.of("api.ebay.com", clientId, clientSecret));
    }

    /**
     * Verifies messages of eBay's sandbox, with keys that are asked for there.
     *
     * @param clientId of the application in the sandbox
     * @param clientSecret of the application in the sandbox; it is sent to eBay and to nobody else
     * @return the verifier
     * @throws IllegalArgumentException when the client id is none
     */
    public static Verifier sandbox(String clientId, Secret clientSecret) {
        return verifier(EbayKeys.of("api.sandbox.ebay.com", clientId, clientSecret));
    }

    /**
     * Verifies messages of eBay.
     *
     * @param keys asks eBay for a key
     * @return the verifier
     */
    public static Verifier verifier(KeyLookup keys) {
        return new EbayVerifier(keys);
    }
}
