package io.github.webhooks4j.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs JSON Web Tokens as a provider does, with the JDK alone: with a shared secret, or with a key pair of its own
 * that was made for the test. {@link JwtRequests} makes whole requests of them.
 *
 * <p>Immutable, safe for all threads. {@link #toString()} tells the algorithm.
 */
public final class JwtSigner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;

    /** Makes a signature. */
    private interface Signing {
        byte[] sign(byte[] bytes) throws GeneralSecurityException;
    }

    private final Map<String, Object> header;
    private final Map<String, Object> jwk;
    private final Signing signing;

    private JwtSigner(String algorithm, String kid, Map<String, Object> jwk, Signing signing) {
        header = new LinkedHashMap<>(Map.of("alg", algorithm, "typ", "JWT"));
        if (!kid.isEmpty()) {
            header.put("kid", kid);
        }
        this.jwk = jwk;
        this.signing = signing;
    }

    /**
     * With a shared secret, by HS256.
     *
     * @param secret its UTF-8 bytes are the key
     * @return the signer
     */
    public static JwtSigner hs256(Secret secret) {
        byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return new JwtSigner("HS256", "", Map.of(), bytes -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        });
    }

    /**
     * With a new RSA key, by RS256.
     *
     * @param kid what tokens and {@link #jwk()} call the key
     * @return the signer
     */
    public static JwtSigner rs256(String kid) {
        KeyPair keys = made("RSA");
        RSAPublicKey rsa = (RSAPublicKey) keys.getPublic();
        Map<String, Object> jwk = Map.of(
                "kty",
                "RSA",
                "kid",
                kid,
                "use",
                "sig",
                "alg",
                "RS256",
                "n",
                number(rsa.getModulus(), 1),
                "e",
                number(rsa.getPublicExponent(), 1));
        return new JwtSigner("RS256", kid, jwk, with("SHA256withRSA", keys));
    }

    /**
     * With a new key on the curve P-256, by ES256.
     *
     * @param kid what tokens and {@link #jwk()} call the key
     * @return the signer
     */
    public static JwtSigner es256(String kid) {
        KeyPair keys = made("EC");
        ECPublicKey ec = (ECPublicKey) keys.getPublic();
        Map<String, Object> jwk = Map.of(
                "kty", "EC",
                "kid", kid,
                "use", "sig",
                "alg", "ES256",
                "crv", "P-256",
                "x", number(ec.getW().getAffineX(), COORDINATE_BYTES),
                "y", number(ec.getW().getAffineY(), COORDINATE_BYTES));
        return new JwtSigner("ES256", kid, jwk, with("SHA256withECDSAinP1363Format", keys));
    }

    private static KeyPair made(String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes keys of this kind", e);
        }
    }

    private static Signing with(String algorithm, KeyPair keys) {
        return bytes -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return signature.sign();
        };
    }

    /** Unsigned, big-endian, with zeros in front up to a length. */
    private static String number(BigInteger number, int bytes) {
        byte[] signed = number.toByteArray();
        int from = signed[0] == 0 ? 1 : 0;
        int length = Math.max(bytes, signed.length - from);
        byte[] plain = new byte[length];
        System.arraycopy(signed, from, plain, length - (signed.length - from), signed.length - from);
        return BASE64.encodeToString(plain);
    }

    /**
     * A token in compact form.
     *
     * @param claims numbers for times, in seconds; texts; lists of texts; booleans
     * @return the token
     */
    public String token(Map<String, ?> claims) {
        String signed = BASE64.encodeToString(json(header)) + "." + BASE64.encodeToString(json(claims));
        try {
            return signed + "." + BASE64.encodeToString(signing.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of our own does not sign", e);
        }
    }

    /**
     * The public key as a JSON Web Key, for signers that have one.
     *
     * @return the key
     * @throws IllegalStateException for a shared secret
     */
    public String jwk() {
        if (jwk.isEmpty()) {
            throw new IllegalStateException("a shared secret has no public key");
        }
        return new String(json(jwk), StandardCharsets.UTF_8);
    }

    /**
     * A fetcher that gets the public keys of some signers, whatever the address.
     *
     * @param signers what is published
     * @return the fetcher
     */
    public static KeyFetcher published(JwtSigner... signers) {
        List<Map<String, Object>> keys =
                Stream.of(signers).map(signer -> signer.jwk).toList();
        byte[] set = json(Map.of("keys", keys));
        return address -> set.clone();
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this cannot be written as JSON", e);
        }
    }

    @Override
    public String toString() {
        return "JwtSigner[" + header.get("alg") + "]";
    }
}
