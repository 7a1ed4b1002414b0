package io.github.webhooks4j.http;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes requests over HTTP/1.1.
 *
 * <p><b>Where.</b> The URL is judged at every request. A new connection is dialled to exactly one of the addresses
 * that the resolver gave for it and the target policy allowed, all of them; TLS asks for the name and checks the
 * certificate against it. A connection is used again only for the same scheme, host and port, at most 4 seconds
 * after its last use and for 60 seconds in all; then no name is looked up.
 *
 * <p><b>What.</b> One request on the wire for each call, whatever happens: nothing is sent again, also not when a
 * kept connection turns out to be closed. No redirect, no cookie, no content decoding, no HTTP/2.
 *
 * <p><b>How long.</b> One timer ends a request at its deadline. Once the head of an answer is there, at most
 * 16 KiB of its body and at most 2 more seconds are taken; then the connection is closed. A head may have 16 KiB and
 * 200 fields, after at most 8 interim answers. An answer that breaks the rules of HTTP, even in the middle of its
 * body, is {@link ErrorKind#INVALID_RESPONSE}; a connection that breaks in the middle of a body only cuts it.
 *
 * <p><b>Threads.</b> Thread-safe. A few I/O threads, one timer, and a bounded number for look-ups serve all
 * requests. What is attached to a result without an executor of its own runs on one of them and must not block.
 */
public final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final Duration TIDYING = Duration.ofSeconds(1);

    private final TransportSettings settings;
    private final Timer timer = new Timer();
    private final Lookups lookups;
    private final Addresses addresses;
    private final Set<Attempt> inFlight = ConcurrentHashMap.newKeySet();
    private final Object rebuilding = new Object();
    private volatile Wire wire;
    private volatile boolean closed;

    HttpTransport(TransportSettings settings) {
        loadWhatFailuresNeed();
        this.settings = settings;
        lookups = new Lookups(settings.resolver(), settings.lookupThreads(), settings.lookupTimeout(), timer);
        addresses = new Addresses(settings.policy(), lookups);
        wire = new Wire(settings, this::broke);
        timer.every(TIDYING, this::tidy);
    }

    /** Where a process may open no more files it may load no more classes, and failures must still be told. */
    private static void loadWhatFailuresNeed() {
        Failure failure = Failures.whileConnecting(new ConnectException());
        TransportResult result = new TransportResult.Failed(failure.kind(), failure.detail(), Duration.ZERO);
        LOG.trace("failures can be told took={}", result.took());
    }

    /**
     * A transport with default settings: public addresses only, https only.
     *
     * @return the transport, to be closed
     */
    public static HttpTransport create() {
        return builder().build();
    }

    /**
     * Starts with the default settings.
     *
     * @return the builder
     */
    public static HttpTransportBuilder builder() {
        return new HttpTransportBuilder();
    }

    @Override
    public TargetVerdict check(String url) {
        TargetVerdict verdict = settings.policy().url(url);
        if (verdict instanceof TargetVerdict.Allowed allowed
                && allowed.literal().isEmpty()
                && settings.proxy() == null) {
            return addressesNow(allowed.host())
                    .flatMap(settings.policy()::addresses)
                    .map(TargetVerdict.class::cast)
                    .orElse(verdict);
        }
        return verdict;
    }

    /** Empty when the name cannot be resolved now. */
    private Optional<List<InetAddress>> addressesNow(String host) {
        try {
            return Optional.of(
                    lookups.resolve(host).get(settings.lookupTimeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException unresolved) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Makes a request. Never blocks. The transport sets {@code Host}, {@code Content-Length}, {@code Connection} and
     * {@code Accept-Encoding: identity} itself.
     *
     * @param request what to send
     * @return the result within the request's timeout; never completes exceptionally
     * @throws IllegalArgumentException for a header that is the transport's to set, or that has characters other
     *     than printable ASCII and tab, and for a timeout that is not positive
     */
    @Override
    public CompletionStage<TransportResult> send(OutboundRequest request) {
        long started = System.nanoTime();
        requireNonNull(request, "request");
        WireRequest.check(request.headers());
        if (request.timeout().isNegative() || request.timeout().isZero()) {
            throw new IllegalArgumentException("the timeout must be positive: " + request.timeout());
        }
        TargetVerdict verdict = settings.policy().url(request.url());
        if (verdict instanceof TargetVerdict.Refused refused) {
            return failed(ErrorKind.REFUSED_ADDRESS, refused.reason(), started);
        }
        Wire usable = usableWire();
        if (usable == null) {
            return failed(ErrorKind.CONNECT, closed ? "the transport is closed" : "no connection", started);
        }
        Destination to = Destination.of(request.url(), (TargetVerdict.Allowed) verdict, settings.proxy());
        Dial dial = new Dial(to, addresses, Timeout.of(settings.connectTimeout()));
        return start(new Attempt(usable, to, dial, timer, started), request, to);
    }

    private CompletionStage<TransportResult> start(Attempt attempt, OutboundRequest request, Destination to) {
        CompletableFuture<TransportResult> result = attempt.result();
        inFlight.add(attempt);
        var unused = result.whenComplete((outcome, never) -> inFlight.remove(attempt));
        try {
            attempt.start(new Exchange(attempt, request, to), request.timeout());
        } catch (RuntimeException | OutOfMemoryError shutDown) {
            attempt.fail(new Failure(ErrorKind.CONNECT, "no connection"));
        }
        if (closed || !attempt.wire().usable()) {
            attempt.fail(new Failure(ErrorKind.RESET, "the transport was closed"));
        }
        return result;
    }

    private static CompletionStage<TransportResult> failed(ErrorKind kind, String detail, long started) {
        return CompletableFuture.completedFuture(
                new TransportResult.Failed(kind, detail, Duration.ofNanos(System.nanoTime() - started)));
    }

    /** A new one in the place of one that broke; {@code null} when there is none to be had, or all is closed. */
    private @Nullable Wire usableWire() {
        Wire current = wire;
        if (current.usable()) {
            return current;
        }
        synchronized (rebuilding) {
            if (closed) {
                return null;
            }
            if (!wire.usable()) {
                try {
                    wire.close();
                    wire = new Wire(settings, this::broke);
                } catch (RuntimeException | OutOfMemoryError none) { // where no thread can be started
                    LOG.warn(
                            "no I/O threads to be had now reason={}",
                            none.getClass().getSimpleName());
                    return null;
                }
            }
            return wire;
        }
    }

    /** On the thread that ends. */
    private void broke(Wire broken) {
        LOG.error("an I/O thread ended; requests in flight fail and the next request starts anew");
        broken.close();
        endAll(broken);
    }

    private void endAll(@Nullable Wire of) {
        for (Attempt attempt : inFlight) {
            if (of == null || attempt.wire() == of) {
                attempt.fail(new Failure(ErrorKind.RESET, "the transport was closed"));
            }
        }
    }

    private void tidy() {
        try {
            wire.tidy();
        } catch (RuntimeException | Error closing) { // or it would never be done again
            LOG.debug(
                    "idle connections were not closed this time reason={}",
                    closing.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        synchronized (rebuilding) {
            if (closed) {
                return;
            }
            closed = true;
        }
        endAll(null);
        wire.close();
        lookups.close();
        timer.close();
    }
}
