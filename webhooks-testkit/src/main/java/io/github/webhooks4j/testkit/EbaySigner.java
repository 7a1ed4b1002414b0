package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * Signs requests as eBay's Notification API does, with a new key on the curve P-256. Immutable, safe for all threads;
 * {@link #toString()} tells the id.
 */
public final class EbaySigner {
    private final String kid;
    private final KeyPair keys;

    private EbaySigner(String kid, KeyPair keys) {
        this.kid = kid;
        this.keys = keys;
    }

    /**
     * With a new key.
     *
     * @param kid what requests call it, a UUID
     * @return the signer
     */
    public static EbaySigner of(String kid) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new EbaySigner(kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes keys of this kind", e);
        }
    }

    /**
     * What requests call the key.
     *
     * @return its id
     */
    public String kid() {
        return kid;
    }

    /**
     * What eBay answers when it is asked for the key, for {@code Ebay.verifier(kid -> …)}.
     *
     * @return a JSON object with the public key, the algorithm and the digest, SHA-1
     */
    public String publicKey() {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", "-----BEGIN PUBLIC KEY-----" + key + "-----END PUBLIC KEY-----")
                .put("algorithm", "ECDSA")
                .put("digest", "SHA1")
                .toString();
    }

    /**
     * A request with the header field of eBay; whatever body it is given is signed.
     *
     * @return an empty POST to {@code /}
     */
    public SignedRequest request() {
        return SignedRequest.byHeaders((request, id, at) -> Headers.of("X-EBAY-SIGNATURE", header(request.body())));
    }

    private String header(byte[] body) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("alg", "ecdsa")
                .put("kid", kid)
                .put("signature", Base64.getEncoder().encodeToString(signature(body)))
                .put("digest", "SHA1")
                .toString();
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] signature(byte[] body) {
        try {
            Signature signing = Signature.getInstance("SHA1withECDSA");
            signing.initSign(keys.getPrivate());
            signing.update(body);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working SHA1withECDSA", e);
        }
    }

    @Override
    public String toString() {
        return "EbaySigner[" + kid + "]";
    }
}
