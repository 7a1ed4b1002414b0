package io.github.webhooks4j.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of a body as they arrive, at most one more than the limit. Memory follows what has arrived, not
 * what was declared: who declares a megabyte and sends nothing costs 64 KiB.
 */
final class BodyBuffer {
    private static final int FIRST_UNDECLARED = 4 * 1024;
    private static final int FIRST_DECLARED = 64 * 1024;

    private final long declared;
    private final int limit;
    private final int most;
    private byte[] bytes;
    private int size;

    /**
     * @param declared the declared length, negative when there is none
     * @param limit the most that the body may have
     */
    BodyBuffer(long declared, int limit) {
        this.declared = declared;
        this.limit = limit;
        most = declared >= 0 && declared <= limit ? (int) declared : limit + 1;
        bytes = new byte[Math.min(most, declared >= 0 ? FIRST_DECLARED : FIRST_UNDECLARED)];
    }

    /** Reads once; negative at the end of the stream. Not to be called when it is full. */
    int readFrom(InputStream in) throws IOException {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
        }
        int read = in.read(bytes, size, bytes.length - size);
        size += Math.max(0, read);
        return read;
    }

    int size() {
        return size;
    }

    /** Whether nothing more is to be read: all that was declared is here, or more than is allowed. */
    boolean isFull() {
        return size == most;
    }

    boolean isOverLimit() {
        return size > limit;
    }

    /** Whether less is here than was declared. */
    boolean isShort() {
        return size < declared;
    }

    /** The body; without a copy when its length was declared. */
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
