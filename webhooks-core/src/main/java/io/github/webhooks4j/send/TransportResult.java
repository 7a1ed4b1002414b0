package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import java.time.Duration;

/** What came of one request. */
public sealed interface TransportResult {
    /** Most bytes of an answer's body that are kept: 16 KiB. */
    int MAX_BODY = 16 * 1024;

    /**
     * How long it took, from being handed over to this result.
     *
     * @return the duration
     */
    Duration took();

    /**
     * A whole answer head, and as much of the body as came within the limits. {@link #toString()} shows no header
     * value and no body.
     *
     * @param status the status, 200 to 599
     * @param headers the fields as they came; those that cannot be kept safely, or over the limits, are left out
     * @param body the first bytes of the body, at most {@value TransportResult#MAX_BODY}
     * @param cut whether there was, or may have been, more
     * @param took how long it took
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares answers
    record Answered(int status, Headers headers, byte[] body, boolean cut, Duration took) implements TransportResult {
        @Override
        public String toString() {
            return "Answered[" + status + ", " + headers + ", " + body.length + " bytes, " + took + "]";
        }
    }

    /**
     * No answer.
     *
     * @param kind why; never {@link ErrorKind#STATUS}
     * @param detail more about it, safe to log and to show to the endpoint's owner: no address that a name
     *     resolved to, no URL
     * @param took how long it took
     */
    record Failed(ErrorKind kind, String detail, Duration took) implements TransportResult {}
}
