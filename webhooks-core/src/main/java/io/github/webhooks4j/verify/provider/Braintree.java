package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Braintree: <a href="https://developer.paypal.com/braintree/docs/guides/webhooks/parse/java">Webhooks: parse</a>.
 *
 * <p>A form post: {@code bt_payload} is XML in Base64, {@code bt_signature} holds pairs {@code publicKey|signature}
 * joined by {@code &}, of which the one of our public key counts: hex, HMAC-SHA-1 over the text of {@code bt_payload}
 * with the SHA-1 of the private key. Some senders sign one line end more than arrives; that is tried too, as in
 * Braintree's library.
 *
 * <p><b>Signed:</b> all of {@code bt_payload} and nothing else. A form can be written in more than one way and hold
 * further fields, so {@link io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false}: read {@code bt_payload}
 * only. It tells event type ({@code kind}) and time; the age is not judged, for a repeat has the time of the first. There
 * is no id; the time makes payloads differ, so a repeat is told by {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}.
 *
 * <p>Braintree checks an endpoint by a challenge that is answered with the same keys: {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#braintree}. A payload that looks like a challenge is rejected, for its
 * signature could be such an answer.
 */
public final class Braintree {
    private static final Pattern CHALLENGE = Pattern.compile("[a-f0-9]{20,32}");

    private Braintree() {}

    /**
     * Two API keys that belong together.
     *
     * @param publicKey names the pair in a signature
     * @param privateKey the secret of the pair
     */
    public record KeyPair(String publicKey, Secret privateKey) {
        /**
         * Checks the public key.
         *
         * @param publicKey names the pair in a signature
         * @param privateKey the secret of the pair
         * @throws IllegalArgumentException when the public key is blank or holds what separates keys
         */
        public KeyPair {
            if (publicKey.isBlank() || publicKey.indexOf('|') >= 0 || publicKey.indexOf('&') >= 0) {
                throw new IllegalArgumentException("braintree: a public key is not blank and holds neither | nor &");
            }
        }
    }

    /**
     * Verifies requests of Braintree.
     *
     * @param publicKey the public key in use
     * @param privateKey the private key of the same pair
     * @param previous pairs that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for keys that cannot be some of Braintree
     */
    public static Verifier verifier(String publicKey, Secret privateKey, KeyPair... previous) {
        List<KeyPair> pairs = new ArrayList<>();
        pairs.add(new KeyPair(publicKey, privateKey));
        pairs.addAll(List.of(previous));
        return new BraintreeVerifier(pairs);
    }

    /** Whether a text is one that is signed for whoever asks. */
    static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }
}
