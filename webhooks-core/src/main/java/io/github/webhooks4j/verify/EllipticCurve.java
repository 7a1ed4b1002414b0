package io.github.webhooks4j.verify;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** A curve that keys may be on. */
enum EllipticCurve {
    P256("secp256r1", 32),
    P384("secp384r1", 48);

    private final int bytes;

    @SuppressWarnings("ImmutableEnumChecker") // it has no method that changes it
    private final ECParameterSpec curve;

    EllipticCurve(String jdkName, int bytes) {
        this.bytes = bytes;
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jdkName));
            curve = parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no working " + jdkName, e);
        }
    }

    /** The length of one number of a signature. */
    int bytes() {
        return bytes;
    }

    /** How many points the group has. */
    BigInteger order() {
        return curve.getOrder();
    }

    /** Whether a key is a point of this very curve, and not at infinity. */
    boolean has(ECPublicKey key) {
        ECParameterSpec other = key.getParams();
        return other != null
                && curve.getCurve().equals(other.getCurve())
                && curve.getGenerator().equals(other.getGenerator())
                && curve.getOrder().equals(other.getOrder())
                && curve.getCofactor() == other.getCofactor()
                && has(key.getW());
    }

    private boolean has(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return isIn(x, p) && isIn(y, p) && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static boolean isIn(BigInteger coordinate, BigInteger p) {
        return coordinate.signum() >= 0 && coordinate.compareTo(p) < 0;
    }
}
