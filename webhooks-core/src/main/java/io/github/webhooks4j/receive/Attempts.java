package io.github.webhooks4j.receive;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a claimed message, from the first line of application code to the written result; and the
 * one place that decides what an attempt's end means for the message.
 */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final RandomGenerator JITTER = RandomGenerator.getDefault();
    private static final int RESULT_TRIES = 4;
    private static final long RESULT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MessageStore store;
    private final Map<String, Source> sources;
    private final Notices notices;
    private final HandlerRun run;
    private final BooleanSupplier closing;

    /**
     * @param closing whether an interrupt means that the receiver closes
     */
    Attempts(MessageStore store, Map<String, Source> sources, Notices notices, BooleanSupplier closing) {
        this.closing = closing;
        this.store = store;
        this.sources = sources;
        this.notices = notices;
        this.run = new HandlerRun(store);
    }

    /** Runs a message for the request that brought it, or a repeat of it. */
    Receipt inline(Source source, Claim<Message> claim) {
        HandlerRun.End end = run.run(source, claim);
        if (end instanceof HandlerRun.End.Lost) {
            tellRefused(claim);
            return Receipts.busy();
        }
        MessageResult result = inlineResult(end);
        boolean marked = end instanceof HandlerRun.End.Done done && done.marked();
        if (marked) {
            tell(claim, result);
        } else if (!written(claim, result)) {
            return Receipts.busy();
        }
        if (end instanceof HandlerRun.End.NotAsked) {
            return Receipts.unavailable();
        }
        if (result instanceof MessageResult.Failed) {
            return end instanceof HandlerRun.End.Threw threw && threw.thrown() instanceof RetryAfter later
                    ? Receipts.retryAfter(later.delay())
                    : Receipts.handlerFailed();
        }
        return source.answer(claim.work());
    }

    /** Runs a message of the queue. */
    void queued(Claim<Message> claim) {
        Source source = sources.get(claim.work().source());
        if (source == null) {
            throw new IllegalStateException("claimed a message of an unknown source");
        }
        if (claim.scheduled() > source.schedule().attempts()) {
            written(claim, new MessageResult.Dead("no attempt came to an end: " + claim.attempt() + " were begun"));
            return;
        }
        HandlerRun.End end = run.run(source, claim);
        if (end instanceof HandlerRun.End.Lost) {
            tellRefused(claim);
            return;
        }
        if (end instanceof HandlerRun.End.Done done && done.marked()) {
            tell(claim, new MessageResult.Handled());
            return;
        }
        try {
            written(claim, resultOf(end, source, claim));
        } catch (WebhookException e) {
            log.error("result lost, the lease has to run out message={}", claim.id(), e);
        }
    }

    private MessageResult resultOf(HandlerRun.End end, Source source, Claim<Message> claim) {
        if (end instanceof HandlerRun.End.Threw threw
                && (threw.thrown() instanceof InterruptedException
                        || Thread.currentThread().isInterrupted())
                && closing.getAsBoolean()) {
            return new MessageResult.Released(Optional.of(threw.error())); // a deployment is no failure of the handler
        }
        return source.mode() == Mode.QUEUED ? queuedResult(end, source, claim.scheduled()) : inlineResult(end);
    }

    /** Gives a claim of the queue back, unrun. */
    void release(Claim<Message> claim) {
        try {
            store.finish(claim, new MessageResult.Released());
        } catch (WebhookException e) {
            log.warn("release failed, the lease has to run out message={}", claim.id(), e);
        }
    }

    /** The request of this claim was answered before its message was committed: a repeat may run it at once. */
    void abandon(Claim<Message> claim) {
        MessageResult result = new MessageResult.Failed("not run: its request was answered 503 before it was stored");
        try {
            if (store.finish(claim, result)) {
                tell(claim, result);
            }
        } catch (WebhookException e) {
            log.warn("abandoning failed, the lease has to run out message={}", claim.id(), e);
        }
    }

    /**
     * Writes a result, and tells. A result that is lost costs a second run; a database that is away for a moment
     * should not.
     */
    private boolean written(Claim<Message> claim, MessageResult result) {
        // An interrupt is meant for the handler; some drivers would close their files under it.
        boolean interrupted = Thread.interrupted();
        try {
            boolean won = finishPatiently(claim, result);
            if (won) {
                tell(claim, result);
            } else {
                tellRefused(claim);
            }
            return won;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean finishPatiently(Claim<Message> claim, MessageResult result) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.finish(claim, result);
            } catch (WebhookException e) {
                if (attempt == RESULT_TRIES || !e.isRetryable()) {
                    throw e;
                }
                LockSupport.parkNanos(RESULT_PAUSE_NANOS << (2 * attempt));
            }
        }
    }

    private static MessageResult inlineResult(HandlerRun.End end) {
        if (end instanceof HandlerRun.End.Threw threw) {
            return threw.thrown() instanceof GiveUp
                    ? new MessageResult.Dead(threw.error())
                    : new MessageResult.Failed(threw.error());
        } else if (end instanceof HandlerRun.End.NotAsked notAsked) {
            return new MessageResult.Failed(notAsked.error());
        }
        return commonResult(end);
    }

    private static MessageResult queuedResult(HandlerRun.End end, Source source, int scheduled) {
        String error;
        Optional<Duration> delay = source.schedule().delayAfter(scheduled, JITTER);
        if (end instanceof HandlerRun.End.Threw threw) {
            error = threw.error();
            if (threw.thrown() instanceof GiveUp) {
                return new MessageResult.Dead(error);
            } else if (threw.thrown() instanceof RetryAfter later) {
                delay = delay.map(planned -> later.delay());
            }
        } else if (end instanceof HandlerRun.End.NotAsked notAsked) {
            error = notAsked.error();
        } else {
            return commonResult(end);
        }
        return delay.isPresent() ? new MessageResult.RetryIn(delay.get(), error) : new MessageResult.Dead(error);
    }

    private static MessageResult commonResult(HandlerRun.End end) {
        if (end instanceof HandlerRun.End.NotConfirmed) {
            return new MessageResult.Refused();
        }
        return end instanceof HandlerRun.End.Nobody ? new MessageResult.Ignored() : new MessageResult.Handled();
    }

    private void tellRefused(Claim<Message> claim) {
        notices.tell(new Notice.ResultRefused(now(), claim.work().source(), claim.id(), claim.attempt()));
    }

    private void tell(Claim<Message> claim, MessageResult result) {
        String source = claim.work().source();
        if (result instanceof MessageResult.Failed failed) {
            notices.tell(new Notice.MessageFailed(
                    now(), source, claim.id(), claim.attempt(), failed.error(), Optional.empty()));
        } else if (result instanceof MessageResult.RetryIn retry) {
            notices.tell(new Notice.MessageFailed(
                    now(), source, claim.id(), claim.attempt(), retry.error(), Optional.of(retry.delay())));
        } else if (result instanceof MessageResult.Dead dead) {
            notices.tell(new Notice.MessageDead(now(), source, claim.id(), claim.attempt(), dead.error()));
        } else if (result instanceof MessageResult.Refused) {
            notices.tell(new Notice.MessageRefused(now(), source, claim.id(), claim.attempt()));
        } else if (result instanceof MessageResult.Released released) {
            String error = released.error().orElse("not run");
            notices.tell(new Notice.MessageFailed(
                    now(), source, claim.id(), claim.attempt(), error, Optional.of(Duration.ZERO)));
        } else if (result instanceof MessageResult.Ignored) {
            notices.tell(new Notice.MessageIgnored(
                    now(), source, claim.id(), claim.work().eventType()));
        } else {
            notices.tell(new Notice.MessageHandled(now(), source, claim.id(), claim.attempt()));
        }
    }

    private Instant now() {
        return notices.clock().instant();
    }
}
