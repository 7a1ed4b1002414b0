package io.github.webhooks4j.verify.key;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, within one deadline and one limit. Safe for all threads; the client, with its threads, is
 * made at the first call.
 */
final class KeyExchange {
    private final Duration deadline;
    private final int maxBytes;
    private final @Nullable ProxySelector proxy;
    private final @Nullable SSLContext tls;
    private @Nullable HttpClient client;

    KeyExchange(Duration deadline, int maxBytes, @Nullable ProxySelector proxy, @Nullable SSLContext tls) {
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        this.proxy = proxy;
        this.tls = tls;
    }

    /**
     * What is answered. A connection that was kept from an earlier call may be closed by the other side just then; the
     * client asks again by itself for a GET only, so a question that got no word in answer is asked once more.
     */
    HttpResponse<byte[]> of(HttpRequest request, Set<Integer> answers) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            return once(request, answers, end);
        } catch (Unanswered e) {
            return once(request, answers, end);
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request, Set<Integer> answers, long end) throws IOException {
        LimitedBody body = new LimitedBody(maxBytes);
        AtomicBoolean answered = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> answer = client().sendAsync(request, head -> {
            answered.set(true);
            if (!answers.contains(head.statusCode())) {
                body.refuse("the source of a key answered status=" + head.statusCode());
            }
            return body;
        });
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the source of a key did not answer within " + deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a key");
        } catch (ExecutionException e) {
            String why = body.refusal().orElse("the source of a key failed: " + kind(e.getCause()));
            throw !answered.get() && isCutOff(e.getCause()) ? new Unanswered(why) : new IOException(why);
        } finally {
            body.stop();
            answer.cancel(true);
        }
    }

    private static boolean isCutOff(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof ConnectException)
                && !(cause instanceof SSLException);
    }

    /** The connection ended before a word came back. */
    private static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1;

        Unanswered(String message) {
            super(message);
        }
    }

    /** The class alone: messages of the client may hold addresses. */
    private static String kind(@Nullable Throwable cause) {
        return cause == null ? "unknown" : cause.getClass().getSimpleName();
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(deadline)
                    .proxy(proxy == null ? HttpClient.Builder.NO_PROXY : proxy);
            if (tls != null) {
                builder.sslContext(tls);
            }
            known = builder.build();
            client = known;
        }
        return known;
    }
}
