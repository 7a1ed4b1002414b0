package io.github.webhooks4j.receive;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.TimeOrderedId;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has arrived, step by step: verify, id and type, store, handle or leave it queued,
 * answer. No step calls an earlier one; nothing of the application runs on a thread of the store.
 */
final class ReceivePath {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MAX_EVENT_TYPE = 255;

    private final ReceiverSettings settings;
    private final Notices notices;
    private final InFlight inFlight;
    private final Attempts attempts;
    private final Repeats repeats;
    private final Deadlines deadlines;
    private final Runnable wake;

    ReceivePath(
            ReceiverSettings settings,
            Notices notices,
            InFlight inFlight,
            Attempts attempts,
            Deadlines deadlines,
            Runnable wake) {
        this.settings = settings;
        this.notices = notices;
        this.inFlight = inFlight;
        this.attempts = attempts;
        this.deadlines = deadlines;
        this.wake = wake;
        this.repeats = new Repeats(settings, attempts, inFlight, deadlines, wake);
    }

    CompletableFuture<Receipt> receive(Source source, RequestHead head, byte[] body, Executor requestThread) {
        Arrival arrival = new Arrival(source, requestThread, this::defect);
        if (!inFlight.enter(arrival.receipt())) {
            notices.rejected(Optional.of(source.name()), RequestFault.NOT_RUNNING);
            arrival.answer(Receipts.of(RequestFault.NOT_RUNNING));
            return arrival.receipt();
        }
        try {
            verify(arrival, new WebhookRequest(head, body));
        } catch (Throwable e) {
            defect(arrival, e);
        }
        return arrival.receipt();
    }

    private void verify(Arrival arrival, WebhookRequest request) {
        Source source = arrival.source();
        Instant now = settings.clock().instant();
        Verification verdict = source.verifier().verify(request, now);
        if (verdict instanceof Verified verified) {
            identify(arrival, request, verified, now);
        } else if (verdict instanceof Rejected rejected) {
            notices.notVerified(source.name(), rejected);
            arrival.answer(Receipts.of(RequestFault.NOT_VERIFIED, source));
        } else if (verdict instanceof Unavailable) {
            notices.rejected(Optional.of(source.name()), RequestFault.KEY_UNAVAILABLE);
            arrival.answer(Receipts.of(RequestFault.KEY_UNAVAILABLE));
        }
    }

    private void identify(Arrival arrival, WebhookRequest request, Verified verdict, Instant now) {
        Source source = arrival.source();
        Optional<String> id = source.idOf(request, verdict);
        if (id.isPresent() && !ID.matcher(id.get()).matches()) {
            notices.rejected(Optional.of(source.name()), RequestFault.ID_MALFORMED);
            arrival.answer(Receipts.of(RequestFault.ID_MALFORMED));
            return;
        }
        NewMessage queued = new NewMessage(
                TimeOrderedId.at(now),
                source.name(),
                id,
                source.signsId(verdict),
                source.contentKeyed() ? verdict.contentKey() : Optional.empty(),
                now.minus(source.contentWindow()),
                source.eventTypeOf(request, verdict).filter(ReceivePath::isEventType),
                request.head().method(),
                source.keptOfQuery(request.head().query()),
                request.head().remoteAddress(),
                verdict.scheme(),
                verdict.keyName(),
                source.keptOf(request.headers()),
                request.body(),
                now,
                new NewMessage.Start.Queued());
        store(arrival, queued);
    }

    /** A type that cannot be kept is as good as none: the message is stored and goes to handlers of any type. */
    private static boolean isEventType(String type) {
        return !type.isBlank()
                && type.length() <= MAX_EVENT_TYPE
                && type.codePoints()
                        .noneMatch(point -> Character.isISOControl(point)
                                || Character.getType(point) == Character.SURROGATE
                                || Character.getType(point) == Character.UNASSIGNED);
    }

    private void store(Arrival arrival, NewMessage queued) {
        Source source = arrival.source();
        Message seen =
                new Message(queued, MessageState.PENDING, 0, Optional.empty(), Optional.empty(), Optional.empty());
        NewMessage message = queued.startingWith(startOf(source, seen));
        deadlines.answerAfter(settings.storeDeadline(), arrival.stored(), () -> {
            if (arrival.giveUpStoring()) {
                notices.failed(
                        source.name(),
                        RequestFault.STORE_UNAVAILABLE,
                        new WebhookException(
                                "the message store did not answer within " + settings.storeDeadline(), null));
                arrival.answer(Receipts.of(RequestFault.STORE_UNAVAILABLE));
            }
        });
        CompletionStage<Insertion> insertion = settings.store().insert(message);
        insertion.whenComplete((inserted, failure) -> arrival.onRequestThread(
                () -> stored(arrival, message, seen, inserted, failure), e -> notHanded(arrival, inserted, e)));
    }

    private NewMessage.Start startOf(Source source, Message seen) {
        if (source.routesFor(seen).isEmpty() || !source.profile().test(seen)) {
            return new NewMessage.Start.Ignored();
        }
        return source.mode() == Mode.QUEUED
                ? new NewMessage.Start.Queued()
                : new NewMessage.Start.Inline(source.inlineLease(), settings.node());
    }

    private void stored(
            Arrival arrival,
            NewMessage message,
            Message seen,
            @Nullable Insertion insertion,
            @Nullable Throwable failure) {
        Source source = arrival.source();
        boolean inTime = arrival.isStored();
        if (insertion == null) {
            if (inTime) {
                storeFailed(arrival, failure);
            }
        } else if (insertion instanceof Insertion.Duplicate duplicate) {
            if (inTime) {
                notices.tell(new Notice.MessageRepeated(
                        settings.clock().instant(),
                        source.name(),
                        duplicate.id(),
                        duplicate.state().word()));
                repeats.answer(arrival, seen, duplicate);
            }
        } else if (insertion instanceof Insertion.Inserted inserted) {
            tellInserted(message);
            begin(arrival, message, seen, inserted.claim(), inTime);
        }
    }

    private void begin(
            Arrival arrival, NewMessage message, Message seen, Optional<Claim<Message>> claim, boolean inTime) {
        if (message.start() instanceof NewMessage.Start.Queued) {
            wake.run();
        }
        if (!inTime) {
            claim.ifPresent(attempts::abandon);
        } else if (claim.isPresent()) {
            Duration left =
                    deadlines.left(arrival.startedNanos(), arrival.source().inlineDeadline());
            deadlines.answerAfter(left, arrival.receipt(), () -> arrival.answer(Receipts.busy()));
            inFlight.handling(claim.get().id(), arrival.receipt());
            arrival.answer(attempts.inline(arrival.source(), claim.get()));
        } else {
            arrival.answer(arrival.source().answer().apply(seen));
        }
    }

    private void tellInserted(NewMessage message) {
        Instant now = settings.clock().instant();
        notices.tell(
                new Notice.MessageStored(now, message.source(), message.id(), message.eventType(), message.keyName()));
        if (message.start() instanceof NewMessage.Start.Ignored) {
            notices.tell(new Notice.MessageIgnored(now, message.source(), message.id(), message.eventType()));
        }
    }

    private void storeFailed(Arrival arrival, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable told = cause == null ? new WebhookException("the message store said nothing", null) : cause;
        notices.failed(arrival.source().name(), RequestFault.STORE_UNAVAILABLE, told);
        arrival.answer(Receipts.of(RequestFault.STORE_UNAVAILABLE));
    }

    /** The request's own threads took no more work: the container stops, or is full. */
    private void notHanded(Arrival arrival, @Nullable Insertion insertion, RuntimeException e) {
        notices.failed(arrival.source().name(), RequestFault.NOT_RUNNING, e);
        arrival.answer(Receipts.of(RequestFault.NOT_RUNNING));
        if (insertion instanceof Insertion.Inserted inserted) {
            inserted.claim().ifPresent(claim -> deadlines.later(() -> attempts.abandon(claim)));
        }
    }

    private void defect(Arrival arrival, Throwable e) {
        if (e instanceof WebhookException) {
            storeFailed(arrival, e);
            return;
        }
        notices.failed(arrival.source().name(), RequestFault.DEFECT, e);
        arrival.answer(Receipts.of(RequestFault.DEFECT));
    }
}
