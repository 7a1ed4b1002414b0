package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.internal.FlatJson;
import io.github.webhooks4j.verify.PublicKeyAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Map;

/**
 * A public key of eBay, with the digest that eBay says it signs with.
 *
 * @param digest as eBay names it
 * @param algorithm how it verifies
 * @param key on P-256
 */
record EbayKey(String digest, PublicKeyAlgorithm algorithm, PublicKey key) {
    private static final Map<String, PublicKeyAlgorithm> DIGESTS =
            Map.of("SHA1", PublicKeyAlgorithm.ECDSA_P256_SHA1, "SHA256", PublicKeyAlgorithm.ECDSA_P256_SHA256);

    static boolean isDigest(String name) {
        return DIGESTS.containsKey(name);
    }

    /** Reads what {@code getPublicKey} answers. */
    static EbayKey read(String answer) throws IOException {
        FlatJson json = FlatJson.read(answer.getBytes(StandardCharsets.UTF_8));
        if (json == null) {
            throw new IOException("what eBay answered is no JSON object");
        }
        String digest = json.text("digest").orElse("");
        PublicKeyAlgorithm algorithm = DIGESTS.get(digest);
        if (algorithm == null || json.text("algorithm").filter("ECDSA"::equals).isEmpty()) {
            throw new IOException("the key of eBay is for another algorithm");
        }
        try {
            PublicKey key = algorithm.publicKey(Secret.of(json.text("key").orElse("")));
            return new EbayKey(digest, algorithm, key);
        } catch (IllegalArgumentException e) {
            throw new IOException("what eBay answered is no public key on P-256");
        }
    }

    boolean verifies(EbaySignature signature, byte[] body) {
        return digest.equals(signature.digest()) && algorithm.verify(key, signature.signature(), body);
    }
}
