package io.github.webhooks4j.verify.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A body up to a limit. The client's own time-out ends with the head of an answer; so this can be stopped from
 * outside while bytes still arrive, which closes the connection.
 */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable String refusal;
    private boolean stopped;

    LimitedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Refuses the body for a reason that may be told. */
    synchronized void refuse(String why) {
        if (refusal == null) {
            refusal = why;
        }
        whole.completeExceptionally(new IOException(why));
        stop();
    }

    synchronized Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Takes nothing any more. */
    synchronized void stop() {
        stopped = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription one) {
        subscription = one;
        if (stopped) {
            one.cancel();
        } else {
            one.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (stopped) {
                return;
            }
            if (buffer.remaining() > maxBytes - bytes.size()) {
                refuse("the source of a key sends more than " + maxBytes + " bytes");
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        whole.complete(bytes.toByteArray());
    }
}
