package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key pair (RFC 8032) as Standard Webhooks writes it. Immutable, safe for all threads. */
final class Ed25519Key {
    private static final String PRIVATE = "whsk_";
    private static final String PUBLIC = "whpk_";

    /** Of the private key as of the public one. */
    private static final int BYTES = 32;

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private Ed25519Key(byte[] seed) {
        KeyPair pair = keyPair(seed);
        privateKey = pair.getPrivate();
        byte[] encoded = pair.getPublic().getEncoded(); // RFC 8410: the key is at the end
        publicKey = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    }

    /**
     * Reads {@code whsk_} and the Base64 of the private key, alone or followed by its public key.
     *
     * @throws IllegalArgumentException naming the secret, never its text
     */
    static Ed25519Key of(Secret secret) {
        byte[] bytes = decode(secret);
        Ed25519Key key = new Ed25519Key(Arrays.copyOf(bytes, BYTES));
        if (bytes.length > BYTES
                && !MessageDigest.isEqual(key.publicKey, Arrays.copyOfRange(bytes, BYTES, bytes.length))) {
            throw new IllegalArgumentException(
                    "secret " + secret.name() + " holds a private key followed by the public key of another");
        }
        return key;
    }

    private static byte[] decode(Secret secret) {
        String text = secret.reveal();
        byte[] bytes = new byte[0];
        try {
            bytes = Base64.getDecoder().decode(text.substring(Math.min(PRIVATE.length(), text.length())));
        } catch (IllegalArgumentException e) {
            // refused below, without the cause: its message shows a part of the secret
        }
        boolean canonical = text.equals(PRIVATE + Base64.getEncoder().encodeToString(bytes))
                || text.equals(PRIVATE + Base64.getEncoder().withoutPadding().encodeToString(bytes));
        if (!canonical || (bytes.length != BYTES && bytes.length != 2 * BYTES)) {
            throw new IllegalArgumentException("secret " + secret.name() + " is no Ed25519 private key: " + PRIVATE
                    + " and the Base64 of " + BYTES + " or " + 2 * BYTES + " bytes");
        }
        return bytes;
    }

    /** A new private key, followed by its public key, as the specification has it. */
    static Secret newSecret() {
        byte[] seed = RandomSecrets.bytes();
        byte[] both = Arrays.copyOf(seed, 2 * BYTES);
        System.arraycopy(new Ed25519Key(seed).publicKey, 0, both, BYTES, BYTES);
        return Secret.of(PRIVATE + Base64.getEncoder().encodeToString(both));
    }

    Secret publicKey() {
        return Secret.of(PUBLIC + Base64.getEncoder().encodeToString(publicKey));
    }

    byte[] sign(byte[] before, byte[] body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(before);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working Ed25519", e);
        }
    }

    /**
     * The platform computes a public key only while it makes a new pair: it is given the private key as the random
     * bytes that it asks for.
     */
    private static KeyPair keyPair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new KnownBytes(seed));
            KeyPair pair = generator.generateKeyPair();
            boolean taken = pair.getPrivate() instanceof EdECPrivateKey made
                    && MessageDigest.isEqual(seed, made.getBytes().orElse(new byte[0]));
            if (!taken) {
                throw new IllegalStateException("this Java platform does not make an Ed25519 key of known bytes");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working Ed25519", e);
        }
    }

    /** Not random at all. */
    private static final class KnownBytes extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1L;

        /** What is handed out. */
        private final byte[] known;

        KnownBytes(byte[] known) {
            this.known = known;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(known, 0, bytes, 0, bytes.length);
        }
    }
}
