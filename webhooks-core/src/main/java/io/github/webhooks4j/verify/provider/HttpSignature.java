package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.httpsig.HttpMessageSignatureVerifier;
import io.github.webhooks4j.verify.httpsig.HttpMessageSignatureVerifierBuilder;
import io.github.webhooks4j.verify.httpsig.HttpSignatureAlgorithm;
import io.github.webhooks4j.verify.httpsig.HttpSignatureKey;
import java.util.ArrayList;
import java.util.List;

/**
 * HTTP message signatures: <a href="https://www.rfc-editor.org/rfc/rfc9421">RFC 9421</a>.
 *
 * <p>{@code Signature-Input} and {@code Signature}; what is signed is told by the former and must be method, URL and
 * {@code Content-Digest} (RFC 9530) at least, with {@code created} and {@code keyid}. The URL is the one that the
 * receiver is configured with. Tolerance five minutes, in both directions. There is no id and no event type: they are
 * where a sender puts them, which {@link HttpMessageSignatureVerifier#builder()} can be told, as whatever else.
 */
public final class HttpSignature {
    private HttpSignature() {}

    /**
     * Verifies HTTP message signatures.
     *
     * @param algorithm its name in the registry of the RFC, such as {@code ed25519}
     * @param keyId by which messages name the key
     * @param current the text of the public key, or the shared secret, whose UTF-8 bytes are the key
     * @param others further keys of this id
     * @return the verifier
     * @throws IllegalArgumentException for an unknown algorithm, a blank id, or a text that is no key of the algorithm
     */
    public static Verifier verifier(String algorithm, String keyId, Secret current, Secret... others) {
        return builder(algorithm, keyId, KeyForm.utf8(), current, others).build();
    }

    static HttpMessageSignatureVerifierBuilder builder(
            String algorithm, String keyId, KeyForm form, Secret current, Secret... others) {
        HttpSignatureAlgorithm with = HttpSignatureAlgorithm.of(algorithm);
        List<Secret> all = new ArrayList<>();
        all.add(current);
        all.addAll(List.of(others));
        HttpMessageSignatureVerifierBuilder builder = HttpMessageSignatureVerifier.builder();
        for (Secret text : all) {
            builder.key(
                    with == HttpSignatureAlgorithm.HMAC_SHA256
                            ? HttpSignatureKey.sharedSecret(keyId, text, form)
                            : HttpSignatureKey.publicKey(keyId, with, text));
        }
        return builder;
    }
}
