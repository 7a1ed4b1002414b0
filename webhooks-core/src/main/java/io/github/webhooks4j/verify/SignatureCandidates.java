package io.github.webhooks4j.verify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one request's signature fields hold, collected while they are parsed. Not thread-safe. */
final class SignatureCandidates {
    /** Most entries that are looked at: 32. */
    static final int MAX_ENTRIES = 32;

    /** Most characters that signature fields may have together: 8 KiB. */
    static final int MAX_CHARS = 8 * 1024;

    private final SignatureEncoding encoding;
    private final int least;
    private final int most;
    private byte[][] decoded = new byte[1][]; // which is the usual number
    private int size;
    private int entries;
    private boolean unreadable;
    private @Nullable String timestamp;

    /** For signatures of so many bytes. */
    SignatureCandidates(SignatureEncoding encoding, int least, int most) {
        this.encoding = encoding;
        this.least = least;
        this.most = most;
    }

    /** One entry more, of whatever kind; {@code false} when that is one too many. */
    boolean count() {
        return ++entries <= MAX_ENTRIES;
    }

    /** The text of one signature. */
    void signature(String text, int from, int to) {
        byte[] signature = encoding.decode(text, from, to, least, most);
        if (signature == null) {
            unreadable = true;
        } else {
            if (size == decoded.length) {
                decoded = Arrays.copyOf(decoded, MAX_ENTRIES);
            }
            decoded[size++] = signature;
        }
    }

    /** The time that stands beside the signatures; {@code false} when another one was seen before. */
    boolean timestamp(String text) {
        if (timestamp != null && !timestamp.equals(text)) {
            return false;
        }
        timestamp = text;
        return true;
    }

    @Nullable
    String timestamp() {
        return timestamp;
    }

    /** How many signatures there are. */
    int size() {
        return size;
    }

    /** The signatures, each of a length that is possible. */
    byte[][] all() {
        return Arrays.copyOf(decoded, size);
    }

    /** Whether there was a signature that is none. */
    boolean unreadable() {
        return unreadable;
    }
}
