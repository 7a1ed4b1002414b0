package io.github.webhooks4j.verify;

import io.github.webhooks4j.Secret;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * How a private key signs and its public key verifies. It comes from configuration, never from the message,
 * so that a sender cannot choose a weaker one.
 *
 * <p>For ECDSA both numbers of a signature are checked to be from 1 to n-1 here, whatever the Java platform
 * checks: those of JDK 15 to 18 once took zeros for the signature of everything (CVE-2022-21449).
 */
public enum PublicKeyAlgorithm {
    /** Ed25519 (RFC 8032). */
    ED25519("Ed25519", null, null, 64, 64),
    /** ECDSA on P-256 with SHA-1, for senders that know nothing better; signatures are DER. */
    ECDSA_P256_SHA1("SHA1withECDSAinP1363Format", null, EllipticCurve.P256, 8, 72),
    /** ECDSA on P-256 with SHA-256; signatures are DER, as most libraries write them. */
    ECDSA_P256_SHA256("SHA256withECDSAinP1363Format", null, EllipticCurve.P256, 8, 72),
    /** ECDSA on P-256 with SHA-256; signatures are both numbers in 32 bytes each (IEEE P1363). */
    ECDSA_P256_SHA256_P1363("SHA256withECDSAinP1363Format", null, EllipticCurve.P256, 64, 64),
    /** ECDSA on P-384 with SHA-384; signatures are both numbers in 48 bytes each (IEEE P1363). */
    ECDSA_P384_SHA384_P1363("SHA384withECDSAinP1363Format", null, EllipticCurve.P384, 96, 96),
    /** RSA (RFC 8017) with the padding of PKCS #1, version 1.5, and SHA-256. */
    RSA_PKCS1_SHA256("SHA256withRSA", null, null, 256, 2048),
    /** RSA-PSS with SHA-256 and a salt of 32 bytes. */
    RSA_PSS_SHA256("RSASSA-PSS", pss("SHA-256", MGF1ParameterSpec.SHA256, 32), null, 256, 2048),
    /** RSA-PSS with SHA-512 and a salt of 64 bytes. */
    RSA_PSS_SHA512("RSASSA-PSS", pss("SHA-512", MGF1ParameterSpec.SHA512, 64), null, 256, 2048);

    private final String jdkName;

    @SuppressWarnings("ImmutableEnumChecker") // a PSSParameterSpec, which is never changed
    private final @Nullable AlgorithmParameterSpec parameters;

    private final @Nullable EllipticCurve curve;
    private final int leastBytes;
    private final int mostBytes;

    PublicKeyAlgorithm(
            String jdkName,
            @Nullable AlgorithmParameterSpec parameters,
            @Nullable EllipticCurve curve,
            int leastBytes,
            int mostBytes) {
        this.jdkName = jdkName;
        this.parameters = parameters;
        this.curve = curve;
        this.leastBytes = leastBytes;
        this.mostBytes = mostBytes;
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int salt) {
        return new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /** The least number of bytes that a signature has. */
    int leastBytes() {
        return leastBytes;
    }

    /** The greatest number of bytes that a signature has. */
    int mostBytes() {
        return mostBytes;
    }

    /** The curve of its keys; {@code null} where they are of another kind. */
    @Nullable
    EllipticCurve curve() {
        return curve;
    }

    private boolean isDer() {
        return this == ECDSA_P256_SHA1 || this == ECDSA_P256_SHA256;
    }

    boolean isRsa() {
        return mostBytes == 2048;
    }

    /**
     * Reads a public key: PEM ({@code BEGIN PUBLIC KEY}) or the Base64 within it (X.509 SubjectPublicKeyInfo); for
     * Ed25519 also its 32 bytes in hex or in Base64, with or without {@code whpk_}.
     *
     * @param text the key
     * @return the key
     * @throws IllegalArgumentException naming the text, for a key of another kind, on another curve, of less than 2048
     *     bits (RSA), or that everybody can sign for
     */
    public PublicKey publicKey(Secret text) {
        return new PublicKeyText(this).read(text);
    }

    /**
     * Whether this is a signature of the bytes; whatever else it may be is {@code false}, too.
     *
     * @param key made by {@link #publicKey}, or at least of this algorithm
     * @param signature the signature
     * @param signed the signed bytes, piece by piece
     * @return whether
     * @throws IllegalArgumentException for a key of another algorithm
     */
    public boolean verify(PublicKey key, byte[] signature, byte[]... signed) {
        byte[] plain = plain(signature);
        if (plain == null || (key instanceof RSAPublicKey rsa && !hasLengthOf(rsa, plain))) {
            return false;
        }
        try {
            Signature verifying = begin();
            verifying.initVerify(key);
            for (byte[] piece : signed) {
                verifying.update(piece);
            }
            return verifying.verify(plain);
        } catch (SignatureException e) {
            return false; // how a platform says that a signature is none
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key is none of " + this, e);
        }
    }

    /** As the platform takes it; {@code null} for what cannot be a signature. */
    private byte @Nullable [] plain(byte[] signature) {
        if (signature.length < leastBytes || signature.length > mostBytes) {
            return null;
        }
        if (curve == null) {
            return signature;
        }
        EcdsaSignature numbers = isDer() ? EcdsaSignature.ofDer(signature) : EcdsaSignature.ofP1363(signature);
        return numbers == null || !numbers.isInRange(curve.order()) ? null : numbers.toP1363(curve.bytes());
    }

    private static boolean hasLengthOf(RSAPublicKey key, byte[] signature) {
        return signature.length == (key.getModulus().bitLength() + 7) / 8;
    }

    /**
     * Signs: for tests, and for whoever sends so.
     *
     * @param key a private key of this algorithm
     * @param signed the bytes to sign, piece by piece
     * @return the signature
     * @throws IllegalArgumentException for a key of another algorithm
     */
    public byte[] sign(PrivateKey key, byte[]... signed) {
        try {
            Signature signing = begin();
            signing.initSign(key);
            for (byte[] piece : signed) {
                signing.update(piece);
            }
            byte[] signature = signing.sign();
            EcdsaSignature numbers = isDer() ? EcdsaSignature.ofP1363(signature) : null;
            return numbers == null ? signature : numbers.toDer();
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key is none of " + this, e);
        } catch (SignatureException e) {
            throw new IllegalStateException("this Java platform has no working " + jdkName, e);
        }
    }

    private Signature begin() {
        try {
            Signature signature = Signature.getInstance(jdkName);
            if (parameters != null) {
                signature.setParameter(parameters);
            }
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working " + jdkName, e);
        }
    }
}
