package io.github.webhooks4j.verify;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The HMAC (RFC 2104) of one key. What the key alone decides, a block at the head of either hash, is
 * computed once and copied for every message; a {@link javax.crypto.Mac} computes it again each time and
 * serves one thread at a time.
 *
 * <p>Immutable: both digests are only ever copied; those that cannot be shared begin anew each time.
 */
final class PreparedHmac {
    private final HmacHash hash;
    private final byte[] innerPad;
    private final byte[] outerPad;
    private final MessageDigest inner;
    private final MessageDigest outer;
    private final boolean copied;

    PreparedHmac(HmacHash hash, byte[] key) {
        this(hash, key, hash.isSharable());
    }

    PreparedHmac(HmacHash hash, byte[] key, boolean copied) {
        byte[] block = key.length > hash.blockBytes() ? hash.digest().digest(key) : key;
        this.hash = hash;
        this.copied = copied;
        innerPad = pad(block, 0x36);
        outerPad = pad(block, 0x5c);
        inner = begin(innerPad);
        outer = begin(outerPad);
    }

    private byte[] pad(byte[] block, int with) {
        byte[] pad = Arrays.copyOf(block, hash.blockBytes());
        for (int i = 0; i < pad.length; i++) {
            pad[i] ^= (byte) with;
        }
        return pad;
    }

    /** The HMAC of the pieces, one after the other. */
    byte[] compute(byte[][] pieces) {
        MessageDigest digest = copy(inner, innerPad);
        for (byte[] piece : pieces) {
            digest.update(piece);
        }
        byte[] hashed = digest.digest();
        return copy(outer, outerPad).digest(hashed);
    }

    private MessageDigest copy(MessageDigest begun, byte[] pad) {
        try {
            return copied ? (MessageDigest) begun.clone() : begin(pad);
        } catch (CloneNotSupportedException e) {
            return begin(pad);
        }
    }

    private MessageDigest begin(byte[] pad) {
        MessageDigest digest = hash.digest();
        digest.update(pad);
        return digest;
    }
}
