package io.github.webhooks4j.verify.jwt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens made with the JDK alone, right ones and wrong ones. */
public final class TestTokens {
    private TestTokens() {}

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String hs256(byte[] key, String claims) {
        return hs256(key, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims);
    }

    public static String hs256(byte[] key, String header, String claims) {
        String signed = base64(header) + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String rs256(KeyPair keys, String kid, String claims) {
        return signed(keys, "SHA256withRSA", "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims);
    }

    public static String es256(KeyPair keys, String kid, String claims) {
        return signed(keys, "SHA256withECDSAinP1363Format", "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", claims);
    }

    public static String signed(KeyPair keys, String algorithm, String header, String claims) {
        String signed = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JSON Web Key; {@code more} are further members, each after a comma. */
    public static String jwk(KeyPair keys, String kid, String more) {
        String start = "{\"kid\":\"" + kid + "\"" + more + ",";
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            return start + "\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus(), 0) + "\",\"e\":\""
                    + number(rsa.getPublicExponent(), 0) + "\"}";
        }
        ECPublicKey ec = (ECPublicKey) keys.getPublic();
        int bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        return start + "\"kty\":\"EC\",\"crv\":\"P-"
                + ec.getParams().getCurve().getField().getFieldSize()
                + "\",\"x\":\"" + number(ec.getW().getAffineX(), bytes) + "\",\"y\":\""
                + number(ec.getW().getAffineY(), bytes) + "\"}";
    }

    public static byte[] set(String... jwks) {
        return ("{\"keys\":[" + String.join(",", jwks) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static String number(BigInteger number, int atLeast) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        byte[] plain = Arrays.copyOfRange(bytes, from, bytes.length);
        byte[] filled = new byte[Math.max(atLeast, plain.length)];
        System.arraycopy(plain, 0, filled, filled.length - plain.length, plain.length);
        return base64(filled);
    }
}
