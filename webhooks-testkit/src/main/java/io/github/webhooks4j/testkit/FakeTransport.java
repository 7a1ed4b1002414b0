package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A transport that dials nobody: it writes down each request and answers as scripted, 204 unless told otherwise.
 *
 * <p>A request that {@linkplain #hang is left hanging} heeds no time limit: it is answered by {@link #release}, or
 * fails by {@link #close}. Every URL passes {@link #check} until {@link #refuse} says otherwise.
 *
 * <p>Thread-safe.
 */
public final class FakeTransport implements Transport {
    /**
     * A request that was handed over. {@link #toString()} shows neither URL nor header values nor body.
     *
     * @param url where to
     * @param headers the fields
     * @param body the bytes
     * @param timeout its deadline
     * @param at when, by the transport's clock
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares requests
    public record Sent(String url, Headers headers, byte[] body, Duration timeout, Instant at) {
        @Override
        public String toString() {
            return "Sent[" + headers + ", " + body.length + " bytes, " + at + "]";
        }
    }

    private record Hanging(String url, CompletableFuture<TransportResult> result) {}

    private final InstantSource clock;
    private final Executor completing;
    private final Map<String, Function<Sent, Optional<TransportResult>>> scripts = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Hanging> hanging = new ArrayList<>();
    private int inFlight;
    private int mostInFlight;
    private boolean closed;

    /**
     * A transport that answers before {@link #send} returns.
     *
     * @param clock when requests were handed over
     */
    public FakeTransport(InstantSource clock) {
        this(clock, Runnable::run);
    }

    /**
     * A transport that answers on an executor.
     *
     * @param clock when requests were handed over
     * @param completing runs whatever hangs on the results; also what {@link #release} and {@link #close} answer
     */
    public FakeTransport(InstantSource clock, Executor completing) {
        this.clock = clock;
        this.completing = completing;
    }

    /**
     * A status without header fields and body.
     *
     * @param status 200 to 599
     * @return the result, to be scripted
     */
    public static TransportResult status(int status) {
        return answer(status, Headers.empty(), new byte[0]);
    }

    /**
     * A whole answer.
     *
     * @param status 200 to 599
     * @param headers its fields
     * @param body its body
     * @return the result, to be scripted
     */
    public static TransportResult answer(int status, Headers headers, byte[] body) {
        return new TransportResult.Answered(status, headers, body, false, Duration.ZERO);
    }

    /**
     * No answer.
     *
     * @param kind why
     * @return the result, to be scripted
     */
    public static TransportResult failure(ErrorKind kind) {
        return new TransportResult.Failed(kind, "scripted " + kind.word(), Duration.ZERO);
    }

    /**
     * Answers requests to a URL one after the other; the last result goes on for all further ones.
     *
     * @param url the URL
     * @param first the first result
     * @param more the next ones
     * @return this transport
     */
    public FakeTransport script(String url, TransportResult first, TransportResult... more) {
        List<TransportResult> next = new ArrayList<>(List.of(more));
        next.add(0, first);
        return on(url, request -> Optional.of(next.size() > 1 ? next.remove(0) : next.get(0)));
    }

    /**
     * Answers requests to a URL by a function.
     *
     * @param url the URL
     * @param answers tells the result of a request, or empty to leave it hanging; called by one thread at a time
     * @return this transport
     */
    public synchronized FakeTransport on(String url, Function<Sent, Optional<TransportResult>> answers) {
        scripts.put(url, answers);
        return this;
    }

    /**
     * Leaves further requests to a URL without an answer.
     *
     * @param url the URL
     * @return this transport
     */
    public FakeTransport hang(String url) {
        return on(url, request -> Optional.empty());
    }

    /**
     * Answers every request to a URL that hangs now.
     *
     * @param url the URL
     * @param result the answer of each
     * @return how many there were
     */
    public int release(String url, TransportResult result) {
        List<Hanging> released = new ArrayList<>();
        synchronized (this) {
            hanging.stream().filter(one -> one.url().equals(url)).forEach(released::add);
            hanging.removeAll(released);
        }
        released.forEach(one -> complete(one.result(), result));
        return released.size();
    }

    /**
     * Lets {@link #check} refuse a URL.
     *
     * @param url the URL
     * @param reason why
     * @return this transport
     */
    public synchronized FakeTransport refuse(String url, String reason) {
        refused.put(url, reason);
        return this;
    }

    @Override
    public synchronized TargetVerdict check(String url) {
        String reason = refused.get(url);
        if (reason != null) {
            return new TargetVerdict.Refused(reason);
        }
        URI uri = URI.create(url);
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return new TargetVerdict.Allowed(https, host, port, Optional.empty());
    }

    @Override
    public CompletionStage<TransportResult> send(OutboundRequest request) {
        CompletableFuture<TransportResult> result = new CompletableFuture<>();
        Optional<TransportResult> answer;
        synchronized (this) {
            Sent one = new Sent(request.url(), request.headers(), request.body(), request.timeout(), clock.instant());
            sent.add(one);
            mostInFlight = Math.max(mostInFlight, ++inFlight);
            answer = closed ? Optional.of(cut()) : answer(one);
            if (answer.isEmpty()) {
                hanging.add(new Hanging(request.url(), result));
            }
        }
        answer.ifPresent(now -> complete(result, now));
        return result;
    }

    private Optional<TransportResult> answer(Sent request) {
        Function<Sent, Optional<TransportResult>> script = scripts.get(request.url());
        return script == null ? Optional.of(status(204)) : script.apply(request);
    }

    private void complete(CompletableFuture<TransportResult> result, TransportResult answer) {
        completing.execute(() -> {
            synchronized (this) {
                inFlight--;
            }
            result.complete(answer);
        });
    }

    /**
     * The requests so far, those of all URLs.
     *
     * @return in the order in which they were handed over
     */
    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /**
     * The requests to a URL so far.
     *
     * @param url the URL
     * @return in the order in which they were handed over
     */
    public synchronized List<Sent> sent(String url) {
        return sent.stream().filter(one -> one.url().equals(url)).toList();
    }

    /**
     * How many requests have no result yet.
     *
     * @return the number
     */
    public synchronized int inFlight() {
        return inFlight;
    }

    /**
     * How many requests had no result at the same time, at most.
     *
     * @return the number
     */
    public synchronized int mostInFlight() {
        return mostInFlight;
    }

    /** What hangs fails, and so does every later request. */
    @Override
    public void close() {
        List<Hanging> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(hanging);
            hanging.clear();
        }
        open.forEach(one -> complete(one.result(), cut()));
    }

    private static TransportResult cut() {
        return new TransportResult.Failed(ErrorKind.RESET, "closed", Duration.ZERO);
    }

    @Override
    public synchronized String toString() {
        return "FakeTransport[" + sent.size() + " sent, " + inFlight + " in flight]";
    }
}
