package io.github.webhooks4j.servlet;

import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that holds no thread while its body arrives or its message is committed. Reading is ended
 * once, by the last byte, a fault or the deadline, and the request is answered once: by {@link #phase}.
 */
final class AsyncExchange implements ReadListener, AsyncListener, Executor {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    /** The receiver keeps its own deadlines, all of them shorter; past this it is broken. */
    static final Duration LONGEST = Duration.ofMinutes(12);

    private enum Phase {
        READING,
        RECEIVING,
        ANSWERED
    }

    private final Inbound inbound;
    private final ReadTimer timer;
    private final AsyncContext context;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.READING);
    private volatile @Nullable Future<?> deadline;
    private @Nullable ServletInputStream in;
    private boolean completed;

    AsyncExchange(Inbound inbound, ReadTimer timer) {
        this.inbound = inbound;
        this.timer = timer;
        context = inbound.request().startAsync(inbound.request(), inbound.response());
        context.setTimeout(LONGEST.plus(inbound.admitted().readDeadline()).toMillis());
        context.addListener(this);
    }

    void begin() {
        try {
            Optional<ServletInputStream> stream = inbound.stream();
            if (stream.isEmpty()) {
                end(Optional.of(inbound.consumed()));
            } else if (isReadAtOnce(stream.get())) {
                end(BlockingExchange.read(inbound, stream.get()));
            } else {
                listen(stream.get());
            }
        } catch (IOException e) {
            failed(e);
        } catch (Throwable e) {
            broken(e);
        }
    }

    /** Nothing of it can block; and of a stream that is at its end Undertow tells a listener nothing. */
    private boolean isReadAtOnce(ServletInputStream stream) throws IOException {
        return inbound.body().isFull() || inbound.isReplayed(stream) || stream.isFinished();
    }

    private void listen(ServletInputStream stream) {
        in = stream;
        deadline = timer.after(inbound.admitted().readDeadline(), this::late);
        stream.setReadListener(this);
    }

    @Override
    public void onDataAvailable() {
        ServletInputStream stream = in;
        try {
            while (stream != null && phase.get() == Phase.READING && stream.isReady()) {
                if (inbound.body().readFrom(stream) < 0 || inbound.body().isFull()) {
                    end(inbound.faultAtEnd());
                    return;
                }
            }
        } catch (IOException e) {
            failed(e);
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public void onAllDataRead() {
        try {
            if (phase.get() == Phase.READING) {
                end(inbound.faultAtEnd());
            }
        } catch (Throwable e) {
            broken(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        failed(failure);
    }

    private void failed(Throwable failure) {
        if (phase.get() == Phase.READING) {
            end(Optional.of(inbound.faultOf(failure)));
        }
    }

    /** Nothing that a sender did: it may try again. */
    private void broken(Throwable failure) {
        if (phase.compareAndSet(Phase.READING, Phase.RECEIVING)) {
            log.error("request failed while its body was read", failure);
            answer(inbound.refuse(RequestFault.DEFECT));
        }
    }

    private void late() {
        end(Optional.of(RequestFault.BODY_TIMEOUT));
    }

    /** Ends reading. What follows may block, and this may be a thread that must not. */
    private void end(Optional<RequestFault> fault) {
        if (!phase.compareAndSet(Phase.READING, Phase.RECEIVING)) {
            return;
        }
        Future<?> timeout = deadline;
        if (timeout != null) {
            timeout.cancel(false);
        }
        Runnable next =
                fault.<Runnable>map(f -> () -> answer(inbound.refuse(f))).orElse(this::receive);
        try {
            start(next);
        } catch (RejectedExecutionException | IllegalStateException e) {
            log.debug("the container has no thread for a request", e);
            next.run();
        }
    }

    private void receive() {
        try {
            inbound.admitted()
                    .receive(inbound.body().toBytes(), this)
                    .whenComplete((receipt, failure) ->
                            answer(receipt == null ? inbound.refuse(RequestFault.DEFECT) : receipt));
        } catch (Throwable e) {
            log.error("request failed", e);
            answer(inbound.refuse(RequestFault.DEFECT));
        }
    }

    /** Runs a step of this request on a thread of the container: never here, for the answer may have to overtake it. */
    @Override
    public void execute(Runnable task) {
        start(task);
    }

    /** A container uses its context again for another request: after the answer it is not to be touched. */
    private synchronized void start(Runnable task) {
        if (completed) {
            throw new RejectedExecutionException("the request was answered");
        }
        context.start(task);
    }

    private void answer(Receipt receipt) {
        if (phase.getAndSet(Phase.ANSWERED) != Phase.ANSWERED) {
            ReceiptWriter.write(receipt, inbound.request(), inbound.response());
            complete();
        }
    }

    private synchronized void complete() {
        if (!completed) {
            completed = true;
            try {
                context.complete();
            } catch (RuntimeException e) {
                log.debug("the container had ended the request", e);
            }
        }
    }

    /** Past every deadline of the receiver. */
    @Override
    public void onTimeout(AsyncEvent event) {
        answer(inbound.refuse(RequestFault.NOT_RUNNING));
    }

    /** The container lost the client. What was received goes on; a repeat gets its answer. */
    @Override
    public void onError(AsyncEvent event) {
        if (phase.compareAndSet(Phase.READING, Phase.RECEIVING)) {
            answer(inbound.refuse(RequestFault.CLIENT_GONE));
        } else {
            answer(Receipt.empty(503)); // nobody hears it, and what was wrong is told already
        }
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        completed = true;
        phase.set(Phase.ANSWERED);
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
        context.addListener(this);
    }
}
