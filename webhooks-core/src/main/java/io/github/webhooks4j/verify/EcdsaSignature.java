package io.github.webhooks4j.verify;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The two numbers of an ECDSA signature, and the two ways in which they are written. Immutable. */
final class EcdsaSignature {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private final BigInteger r;
    private final BigInteger s;

    private EcdsaSignature(BigInteger r, BigInteger s) {
        this.r = r;
        this.s = s;
    }

    /** Both numbers at the same length, one after the other. */
    static EcdsaSignature ofP1363(byte[] both) {
        int half = both.length / 2;
        return new EcdsaSignature(
                new BigInteger(1, Arrays.copyOf(both, half)),
                new BigInteger(1, Arrays.copyOfRange(both, half, both.length)));
    }

    /** DER, shorter than 128 bytes; {@code null} for any text that is not the one spelling of two numbers. */
    static @Nullable EcdsaSignature ofDer(byte[] der) {
        int first = der.length > 3 ? der[3] : -1;
        int second = first > 0 && der.length > first + 5 ? der[first + 5] : -1;
        if (second <= 0 || der.length != first + second + 6) {
            return null;
        }
        EcdsaSignature read = new EcdsaSignature(
                new BigInteger(Arrays.copyOfRange(der, 4, 4 + first)),
                new BigInteger(Arrays.copyOfRange(der, 6 + first, der.length)));
        return MessageDigest.isEqual(der, read.toDer()) ? read : null;
    }

    /** Whether both are from 1 to the order less one: zeros would be the signature of everything. */
    boolean isInRange(BigInteger order) {
        return isInRange(r, order) && isInRange(s, order);
    }

    private static boolean isInRange(BigInteger number, BigInteger order) {
        return number.signum() > 0 && number.compareTo(order) < 0;
    }

    byte[] toP1363(int bytes) {
        byte[] both = new byte[2 * bytes];
        copy(r, both, bytes);
        copy(s, both, 2 * bytes);
        return both;
    }

    private static void copy(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        System.arraycopy(bytes, from, into, end - (bytes.length - from), bytes.length - from);
    }

    byte[] toDer() {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] der = new byte[first.length + second.length + 6];
        der[0] = SEQUENCE;
        der[1] = (byte) (der.length - 2);
        der[2] = INTEGER;
        der[3] = (byte) first.length;
        System.arraycopy(first, 0, der, 4, first.length);
        der[4 + first.length] = INTEGER;
        der[5 + first.length] = (byte) second.length;
        System.arraycopy(second, 0, der, 6 + first.length, second.length);
        return der;
    }
}
