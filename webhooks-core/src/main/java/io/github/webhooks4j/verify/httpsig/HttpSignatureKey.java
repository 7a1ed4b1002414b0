package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.KeyForm;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;

/**
 * A key that messages may be signed with, under the {@code keyid} by which they name it. Immutable;
 * {@link #toString()} prints id and algorithm.
 */
public final class HttpSignatureKey {
    private final String keyId;
    private final HttpSignatureAlgorithm algorithm;
    private final Secret text;
    private final Check check;

    @FunctionalInterface
    private interface Check {
        boolean verify(byte[] signature, byte[] base);
    }

    private HttpSignatureKey(String keyId, HttpSignatureAlgorithm algorithm, Secret text, Check check) {
        if (keyId.isBlank()) {
            throw new IllegalArgumentException("the id of a key is blank");
        }
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.text = text;
        this.check = check;
    }

    /**
     * A public key.
     *
     * @param keyId by which messages name it
     * @param algorithm any but {@link HttpSignatureAlgorithm#HMAC_SHA256}
     * @param text the key as {@link io.github.webhooks4j.verify.PublicKeyAlgorithm#publicKey} reads it
     * @return the key
     * @throws IllegalArgumentException for a blank id, or a text that is no public key of the algorithm
     */
    public static HttpSignatureKey publicKey(String keyId, HttpSignatureAlgorithm algorithm, Secret text) {
        var verifying = algorithm
                .publicKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        algorithm.registeredName() + " takes a shared secret and no public key"));
        PublicKey key = verifying.publicKey(text);
        return new HttpSignatureKey(
                keyId, algorithm, text, (signature, base) -> verifying.verify(key, signature, base));
    }

    /**
     * A shared secret, for {@link HttpSignatureAlgorithm#HMAC_SHA256}.
     *
     * @param keyId by which messages name it
     * @param secret the secret
     * @param form how its text becomes the key
     * @return the key
     * @throws IllegalArgumentException for a blank id, or a secret that cannot be read so or is empty then
     */
    public static HttpSignatureKey sharedSecret(String keyId, Secret secret, KeyForm form) {
        List<byte[]> keys = form.keys(secret);
        return new HttpSignatureKey(keyId, HttpSignatureAlgorithm.HMAC_SHA256, secret, (signature, base) -> {
            boolean hit = false;
            for (byte[] key : keys) {
                hit |= MessageDigest.isEqual(HmacSha256.of(key, base), signature);
            }
            return hit;
        });
    }

    /**
     * By which messages name it.
     *
     * @return the id
     */
    public String keyId() {
        return keyId;
    }

    /**
     * How it signs.
     *
     * @return the algorithm
     */
    public HttpSignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The name of the text, for verdicts. */
    String name() {
        return text.name();
    }

    boolean isLive(Instant now) {
        return text.isLive(now);
    }

    boolean verify(byte[] signature, byte[] base) {
        return check.verify(signature, base);
    }

    @Override
    public String toString() {
        return "HttpSignatureKey[" + keyId + ", " + algorithm.registeredName() + "]";
    }
}
