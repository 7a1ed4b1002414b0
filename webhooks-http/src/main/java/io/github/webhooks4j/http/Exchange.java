package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The request as it is written and the answer as it is read, on one connection. Called by that connection's I/O
 * thread only, but for {@link #failed} and {@link #cancel}.
 */
final class Exchange implements AsyncClientExchangeHandler {
    /** How long the rest of an answer is waited for once its head is there. */
    static final Duration BODY_TIME = Duration.ofSeconds(2);

    private final Attempt attempt;
    private final HttpRequest head;
    private final ByteBuffer body;
    private final long deadlineNanos;

    private TimeValue keep = TimeValue.ZERO_MILLISECONDS;
    private volatile @Nullable Answer answer;

    Exchange(Attempt attempt, OutboundRequest request, Destination destination) {
        this.attempt = attempt;
        head = WireRequest.of(request, destination);
        body = ByteBuffer.wrap(request.body()).asReadOnlyBuffer();
        deadlineNanos = Durations.nanos(request.timeout());
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        channel.sendRequest(head, body.hasRemaining() ? new BasicEntityDetails(body.remaining(), null) : null, context);
    }

    @Override
    public int available() {
        return body.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        if (body.hasRemaining()) {
            channel.write(body);
        }
        if (!body.hasRemaining()) {
            channel.endStream(null);
        }
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        // counted where it is parsed
    }

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        Answer begun = new Answer(response);
        answer = begun;
        keep = body.hasRemaining() ? TimeValue.ZERO_MILLISECONDS : KeepAlive.after(head, response, context);
        if (entity == null) {
            attempt.complete(begun, keep);
        } else {
            attempt.answered(begun, BODY_TIME, deadlineNanos);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) {
        Answer begun = answer;
        if (begun != null && !begun.take(source)) {
            attempt.cut(begun);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        Answer whole = answer;
        if (whole != null) {
            attempt.complete(whole, keep);
        }
    }

    /** After the head, a connection that breaks cuts the body; a peer that breaks the rules has not answered. */
    @Override
    public void failed(Exception cause) {
        Answer begun = answer;
        if (begun == null) {
            attempt.fail(Failures.whileWaiting(cause));
        } else if (Failures.isInvalid(cause)) {
            attempt.fail(Failures.invalid(cause));
        } else {
            attempt.cut(begun);
        }
    }

    @Override
    public void cancel() {
        attempt.fail(new Failure(ErrorKind.RESET, "the connection was closed before the request"));
    }

    @Override
    public void releaseResources() {
        // the attempt gives the connection back
    }
}
