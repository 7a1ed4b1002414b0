package io.github.webhooks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Pattern;

/** The body of a request that says it is JSON, read within size and time. */
final class JsonBytes {
    /** From the first byte to the last; looked at after every read. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Pattern JSON =
            Pattern.compile("application/json *(; *charset *= *\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

    private static final String READ = JsonBytes.class.getName();

    private final HttpServletRequest request;
    private final int maxBody;
    private final long startedNanos = System.nanoTime();

    JsonBytes(HttpServletRequest request, int maxBody) {
        this.request = request;
        this.maxBody = maxBody;
    }

    /** Whether a request has a body, some of which nobody has read. */
    static boolean isLeft(HttpServletRequest request) {
        return request.getAttribute(READ) == null && (isChunked(request) || request.getContentLengthLong() > 0);
    }

    private static boolean isChunked(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }

    /** The bytes; none when there is no body. */
    byte[] read() throws RefusedCall {
        boolean chunked = isChunked(request);
        long declared = chunked ? -1 : request.getContentLengthLong();
        String contentType = request.getContentType();
        if (contentType != null ? !JSON.matcher(contentType).matches() : chunked || declared > 0) {
            throw RefusedCall.of(Problem.NOT_JSON, "the content type must be application/json, in UTF-8");
        } else if (declared > maxBody) {
            throw tooLarge();
        }
        BodyBuffer body = new BodyBuffer(declared, maxBody);
        fill(body);
        if (body.isOverLimit()) {
            throw tooLarge();
        } else if (body.isShort()) {
            throw RefusedCall.of(Problem.BAD_REQUEST, "the body stopped short");
        }
        request.setAttribute(READ, true);
        return body.toBytes();
    }

    private void fill(BodyBuffer body) throws RefusedCall {
        try {
            InputStream in = request.getInputStream();
            while (!body.isFull() && body.readFrom(in) >= 0) {
                if (System.nanoTime() - startedNanos >= LONGEST.toNanos()) {
                    throw RefusedCall.of(Problem.TIMEOUT, "the body took too long");
                }
            }
        } catch (IOException e) {
            throw RefusedCall.of(Problem.BAD_REQUEST, "the body stopped short");
        }
    }

    private RefusedCall tooLarge() {
        return RefusedCall.of(Problem.TOO_LARGE, "the body has more than " + maxBody + " bytes");
    }
}
