package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads public keys of one algorithm from text. Immutable. */
final class PublicKeyText {
    private static final String PREFIX = "whpk_";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern SPACE = Pattern.compile("\\s");
    private static final int RAW_BYTES = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 16384;

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final BigInteger ED25519_PRIME =
            BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ED25519_ORDER_8 =
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

    /** The points whose multiples soon repeat: with such a key one signature fits many messages. */
    private static final Set<BigInteger> ED25519_SMALL = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            ED25519_PRIME.subtract(BigInteger.ONE),
            ED25519_ORDER_8,
            ED25519_PRIME.subtract(ED25519_ORDER_8));

    private final PublicKeyAlgorithm algorithm;

    PublicKeyText(PublicKeyAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** Throws {@link IllegalArgumentException}, which names the text and never shows it: it could be a secret. */
    PublicKey read(Secret text) {
        PublicKey key = null;
        try {
            byte[] bytes = bytes(text.reveal().strip());
            key = bytes == null ? null : key(bytes);
        } catch (IllegalArgumentException e) {
            // refused below, without the cause: its message shows a part of the text
        }
        if (key == null) {
            throw new IllegalArgumentException("key " + text.name() + " cannot be read as a public key of " + algorithm
                    + ": PEM or Base64 of X.509" + (isEd25519() ? ", or 32 bytes in hex or Base64" : ""));
        }
        String fault = fault(key);
        if (fault != null) {
            throw new IllegalArgumentException("key " + text.name() + " is refused for " + algorithm + ": " + fault);
        }
        return key;
    }

    private boolean isEd25519() {
        return algorithm == PublicKeyAlgorithm.ED25519;
    }

    private byte @Nullable [] bytes(String text) {
        if (text.startsWith(BEGIN) && text.endsWith(END) && text.length() > BEGIN.length() + END.length()) {
            String inner = text.substring(BEGIN.length(), text.length() - END.length());
            return base64(SPACE.matcher(inner).replaceAll(""));
        }
        if (isEd25519() && HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text);
        }
        return base64(isEd25519() && text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    private static byte @Nullable [] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        boolean canonical = text.equals(Base64.getEncoder().encodeToString(bytes))
                || text.equals(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        return canonical ? bytes : null;
    }

    private @Nullable PublicKey key(byte[] bytes) {
        if (isEd25519() && bytes.length == RAW_BYTES) {
            byte[] whole = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + RAW_BYTES);
            System.arraycopy(bytes, 0, whole, ED25519_HEAD.length, RAW_BYTES);
            return key("Ed25519", whole);
        }
        if (isEd25519()) {
            return key("Ed25519", bytes);
        }
        if (algorithm.curve() != null) {
            return key("EC", bytes);
        }
        PublicKey key = key("RSA", bytes);
        boolean pss = key == null && algorithm != PublicKeyAlgorithm.RSA_PKCS1_SHA256;
        return pss ? key("RSASSA-PSS", bytes) : key;
    }

    private static @Nullable PublicKey key(String kind, byte[] bytes) {
        try {
            PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(bytes));
            return MessageDigest.isEqual(key.getEncoded(), bytes) ? key : null;
        } catch (InvalidKeySpecException e) {
            return null;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no keys for " + kind, e);
        }
    }

    private @Nullable String fault(PublicKey key) {
        EllipticCurve curve = algorithm.curve();
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            boolean fits = bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
            return fits ? null : "it has " + bits + " bits but must have " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS;
        }
        if (curve != null) {
            return key instanceof ECPublicKey ec && curve.has(ec) ? null : "it is not on this curve";
        }
        boolean small = key instanceof EdECPublicKey ed
                && ED25519_SMALL.contains(ed.getPoint().getY().mod(ED25519_PRIME));
        return small ? "everybody can sign for it" : null;
    }
}
