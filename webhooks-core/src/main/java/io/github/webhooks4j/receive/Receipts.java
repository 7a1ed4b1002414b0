package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one place that turns an outcome into a status. 4xx only when the same bytes can never succeed; for
 * every fault that is not the sender's 5xx, so that the sender tries again.
 */
final class Receipts {
    /** After how many seconds a sender may try again when we are the ones in trouble. */
    private static final int RETRY_AFTER_SECONDS = 30;

    /** After how many seconds a repeat may ask again for a message that is being handled. */
    private static final int BUSY_SECONDS = 5;

    private Receipts() {}

    static Receipt of(RequestFault fault, Source source) {
        return switch (fault) {
            case METHOD_NOT_ALLOWED -> methodNotAllowed(source.methods());
            case NOT_VERIFIED -> source.rejection();
            default -> of(fault);
        };
    }

    static Receipt of(RequestFault fault) {
        return switch (fault) {
            case UNKNOWN_SOURCE -> Receipt.empty(404);
            case HEADERS_TOO_LARGE -> closing(431);
            case HEADERS_MALFORMED, ID_MALFORMED -> Receipt.empty(400);
            case BODY_TRUNCATED, CLIENT_GONE -> closing(400);
            case CONTENT_CODING -> closing(415).with("Accept-Encoding", "identity");
            case BODY_TOO_LARGE -> closing(413);
            case BODY_TIMEOUT -> closing(408);
            case BODY_CONSUMED, DEFECT -> Receipt.empty(500);
            case KEY_UNAVAILABLE, STORE_UNAVAILABLE, NOT_RUNNING -> unavailable();
            case METHOD_NOT_ALLOWED, NOT_VERIFIED -> throw new IllegalArgumentException(fault + " needs its source");
        };
    }

    static Receipt of(HandshakeAnswer answer) {
        if (answer instanceof HandshakeAnswer.Answered answered) {
            Headers headers = answered.headers().with("X-Content-Type-Options", "nosniff");
            return Receipt.of(answered.status(), headers, answered.body().getBytes(StandardCharsets.UTF_8));
        }
        return switch (((HandshakeAnswer.Refused) answer).reason()) {
            case MALFORMED -> Receipt.empty(400);
            case MISMATCH, NO_KEY -> Receipt.empty(403);
            case UNEXPECTED -> Receipt.empty(404);
            case UNAVAILABLE -> unavailable();
        };
    }

    /** Our own trouble: a database that is down, a full queue. */
    static Receipt unavailable() {
        return Receipt.empty(503).with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
    }

    /** Somebody holds the message at this moment, or held it for longer than this request can wait. */
    static Receipt busy() {
        return Receipt.empty(503).with("Retry-After", Integer.toString(BUSY_SECONDS));
    }

    static Receipt retryAfter(Duration delay) {
        long seconds = Math.max(1, delay.plusMillis(999).toSeconds());
        return Receipt.empty(503).with("Retry-After", Long.toString(seconds));
    }

    static Receipt handlerFailed() {
        return Receipt.empty(500);
    }

    private static Receipt methodNotAllowed(Set<String> allowed) {
        return Receipt.empty(405).with("Allow", String.join(", ", new TreeSet<>(allowed)));
    }

    /** The body is not read to its end, so the connection is of no further use. */
    private static Receipt closing(int status) {
        return Receipt.empty(status).with("Connection", "close");
    }
}
