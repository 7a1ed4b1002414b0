package io.github.webhooks4j.http;

import io.github.webhooks4j.send.TransportResult;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The first bytes of a body. Grows with what comes, up to the cap. Not thread-safe. */
final class AnswerBody {
    private static final int FIRST = 256;

    private byte[] bytes = new byte[0];
    private int length;

    /** Takes what fits; {@code false} when there is more than that. */
    boolean take(ByteBuffer source) {
        int taken = Math.min(source.remaining(), TransportResult.MAX_BODY - length);
        if (length + taken > bytes.length) {
            int wanted = Math.max(length + taken, Math.max(FIRST, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(TransportResult.MAX_BODY, wanted));
        }
        source.get(bytes, length, taken);
        length += taken;
        return !source.hasRemaining();
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
