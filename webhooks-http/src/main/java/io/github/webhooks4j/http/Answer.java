package io.github.webhooks4j.http;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.TransportResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** An answer whose head is there. Thread-safe: the timer may take the result while the body still comes. */
final class Answer {
    private final int status;
    private final Headers headers;
    private final AnswerBody body = new AnswerBody();

    Answer(HttpResponse head) {
        status = head.getCode();
        headers = kept(head);
    }

    /** As many fields as {@link Headers} may have. */
    private static Headers kept(HttpResponse head) {
        Headers.Builder kept = Headers.builder();
        int fields = 0;
        int bytes = 0;
        Iterator<Header> all = head.headerIterator();
        while (all.hasNext() && fields < Headers.MAX_FIELDS) {
            Header field = all.next();
            int size = field.getName().length() + field.getValue().length();
            if (bytes + size <= Headers.MAX_BYTES) {
                kept.add(field.getName(), field.getValue());
                fields++;
                bytes += size;
            }
        }
        return kept.build();
    }

    synchronized boolean take(ByteBuffer source) {
        return body.take(source);
    }

    synchronized TransportResult.Answered result(boolean cut, Duration took) {
        return new TransportResult.Answered(status, headers, body.bytes(), cut, took);
    }
}
