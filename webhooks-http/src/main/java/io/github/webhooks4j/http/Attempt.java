package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request from hand-over to result: gets a connection, has the {@link Exchange} run on it, gives it back. Ends
 * once, at the deadline at the latest. I/O threads, the timer and the closing thread may meet here: the monitor
 * guards the fields, and nothing foreign is called under it.
 */
final class Attempt {
    private enum Stage {
        LEASING,
        CONNECTING,
        EXCHANGING,
        OVER
    }

    private final Wire wire;
    private final Destination destination;
    private final Dial dial;
    private final Timer timer;
    private final long started;
    private final CompletableFuture<TransportResult> result = new CompletableFuture<>();

    private Stage stage = Stage.LEASING;
    private @Nullable AsyncConnectionEndpoint endpoint;
    private @Nullable Future<?> lease;
    private @Nullable Future<?> alarm;
    private @Nullable Answer answer;

    Attempt(Wire wire, Destination destination, Dial dial, Timer timer, long started) {
        this.wire = wire;
        this.destination = destination;
        this.dial = dial;
        this.timer = timer;
        this.started = started;
    }

    CompletableFuture<TransportResult> result() {
        return result;
    }

    Wire wire() {
        return wire;
    }

    void start(Exchange exchange, Duration timeout) {
        setAlarm(nanosUntil(timeout));
        HttpClientContext context = HttpClientContext.create();
        PinningOperator.use(dial, context);
        Future<?> pending = wire.connections()
                .lease("", destination.route(), null, Timeout.DISABLED, new FutureCallback<>() {
                    @Override
                    public void completed(AsyncConnectionEndpoint leased) {
                        use(leased, exchange, context);
                    }

                    @Override
                    public void failed(Exception cause) {
                        fail(Failures.whileConnecting(cause));
                    }

                    @Override
                    public void cancelled() {
                        fail(new Failure(ErrorKind.CONNECT, "no connection"));
                    }
                });
        synchronized (this) {
            lease = pending;
            if (stage != Stage.OVER) {
                return;
            }
        }
        pending.cancel(true);
    }

    private long nanosUntil(Duration timeout) {
        return Durations.nanos(timeout) - (System.nanoTime() - started);
    }

    private void setAlarm(long nanos) {
        Future<?> next = timer.in(nanos, this::tooLate);
        Future<?> previous;
        synchronized (this) {
            previous = alarm;
            alarm = next;
            if (stage == Stage.OVER) {
                previous = next;
            }
        }
        if (previous != null) {
            previous.cancel(false);
        }
    }

    private void use(AsyncConnectionEndpoint leased, Exchange exchange, HttpClientContext context) {
        boolean reused = leased.isConnected();
        boolean wanted;
        synchronized (this) {
            wanted = stage != Stage.OVER;
            if (wanted) {
                endpoint = leased;
                stage = reused ? Stage.EXCHANGING : Stage.CONNECTING;
            }
        }
        if (!wanted) {
            giveBack(leased, TimeValue.ZERO_MILLISECONDS);
        } else if (reused) {
            exchange(leased, exchange, context);
        } else {
            connect(leased, exchange, context);
        }
    }

    private void connect(AsyncConnectionEndpoint leased, Exchange exchange, HttpClientContext context) {
        FutureCallback<AsyncConnectionEndpoint> ended = new FutureCallback<>() {
            @Override
            public void completed(AsyncConnectionEndpoint connected) {
                exchange(leased, exchange, context);
            }

            @Override
            public void failed(Exception cause) {
                giveBack(leased, TimeValue.ZERO_MILLISECONDS);
                fail(Failures.whileConnecting(cause));
            }

            @Override
            public void cancelled() {
                failed(new Failure(ErrorKind.CONNECT, "no connection"));
            }
        };
        try {
            var unused = wire.connections().connect(leased, wire.reactor(), null, null, context, ended);
        } catch (RuntimeException closed) {
            ended.failed(closed);
        }
    }

    private void exchange(AsyncConnectionEndpoint leased, Exchange exchange, HttpClientContext context) {
        boolean wanted;
        synchronized (this) {
            wanted = stage != Stage.OVER;
            if (wanted) {
                stage = Stage.EXCHANGING;
            }
        }
        if (!wanted) {
            giveBack(leased, TimeValue.ZERO_MILLISECONDS);
            return;
        }
        try {
            leased.execute("", exchange, null, context);
        } catch (RuntimeException closed) {
            fail(new Failure(ErrorKind.RESET, "the connection was closed before the request"));
        }
    }

    /** The head is there: what counts is known, and the body is only worth so much waiting. */
    void answered(Answer begun, Duration bodyTime, long deadlineNanos) {
        synchronized (this) {
            answer = begun;
        }
        setAlarm(Math.min(bodyTime.toNanos(), deadlineNanos - (System.nanoTime() - started)));
    }

    void complete(Answer whole, TimeValue keep) {
        end(whole.result(false, took()), keep);
    }

    void cut(Answer part) {
        end(part.result(true, took()), TimeValue.ZERO_MILLISECONDS);
    }

    void fail(Failure failure) {
        end(new TransportResult.Failed(failure.kind(), failure.detail(), took()), TimeValue.ZERO_MILLISECONDS);
    }

    private void tooLate() {
        Answer begun;
        boolean waiting;
        synchronized (this) {
            begun = answer;
            waiting = stage == Stage.EXCHANGING;
        }
        if (begun != null) {
            cut(begun);
        } else {
            fail(new Failure(
                    ErrorKind.TIMEOUT,
                    "the deadline passed while " + (waiting ? "waiting for an answer" : dial.step())));
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void end(TransportResult outcome, TimeValue keep) {
        Stage before;
        AsyncConnectionEndpoint held;
        Future<?> leasing;
        Future<?> waiting;
        synchronized (this) {
            before = stage;
            stage = Stage.OVER;
            held = endpoint;
            leasing = lease;
            waiting = alarm;
        }
        if (before == Stage.OVER) {
            return;
        }
        if (waiting != null) {
            waiting.cancel(false);
        }
        try {
            letGo(before, held, leasing, keep);
        } finally {
            result.complete(outcome);
        }
    }

    private void letGo(
            Stage before, @Nullable AsyncConnectionEndpoint held, @Nullable Future<?> leasing, TimeValue keep) {
        if (before == Stage.EXCHANGING && held != null) {
            giveBack(held, keep);
        } else if (before == Stage.CONNECTING) {
            dial.breakOff(); // its end gives the endpoint back
        } else if (leasing != null) {
            leasing.cancel(true);
        }
    }

    private void giveBack(AsyncConnectionEndpoint held, TimeValue keep) {
        if (!TimeValue.isPositive(keep)) {
            held.close(CloseMode.IMMEDIATE);
        }
        wire.connections().release(held, null, keep);
    }
}
