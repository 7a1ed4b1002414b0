package io.github.webhooks4j.receive;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.LogText;
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
 * A request whose body has arrived, step by step: handshakes, verify, id and type, store, handle or leave it queued,
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
    private final SkewWatch skew;
    private final HandshakeStep handshakes;

    ReceivePath(
            ReceiverSettings settings,
            Notices notices,
            InFlight inFlight,
            Attempts attempts,
            Deadlines deadlines,
            SkewWatch skew,
            Runnable wake) {
        this.skew = skew;
        this.handshakes = new HandshakeStep(notices);
        this.settings = settings;
        this.notices = notices;
        this.inFlight = inFlight;
        this.attempts = attempts;
        this.deadlines = deadlines;
        this.wake = wake;
        this.repeats = new Repeats(settings, attempts, inFlight, deadlines, wake);
    }

    /** Goes on on the calling thread, which belongs to the request, as far as nothing has to be waited for. */
    CompletableFuture<Receipt> receive(Source source, RequestHead head, byte[] body, Executor requestThread) {
        return receive(source, head, body, requestThread, Runnable::run);
    }

    /** Leaves the calling thread at once. */
    CompletableFuture<Receipt> receiveElsewhere(Source source, RequestHead head, byte[] body, Executor threads) {
        return receive(source, head, body, threads, threads);
    }

    private CompletableFuture<Receipt> receive(
            Source source, RequestHead head, byte[] body, Executor requestThread, Executor first) {
        Arrival arrival = new Arrival(source, requestThread, this::defect);
        if (!inFlight.enter(arrival.receipt())) {
            notices.rejected(Optional.of(source.name()), RequestFault.NOT_RUNNING);
            arrival.answer(Receipts.of(RequestFault.NOT_RUNNING));
            return arrival.receipt();
        }
        limitStoring(arrival);
        WebhookRequest request = new WebhookRequest(head, body);
        Arrival.run(first, arrival, () -> shake(arrival, request), e -> notHanded(arrival, Optional.empty(), null, e));
        return arrival.receipt();
    }

    private void shake(Arrival arrival, WebhookRequest request) {
        handshakes.withBody(arrival.source(), request).ifPresentOrElse(arrival::answer, () -> verify(arrival, request));
    }

    private void verify(Arrival arrival, WebhookRequest request) {
        Source source = arrival.source();
        Instant now = settings.clock().instant();
        Verification verdict = source.verifier().verify(request, now);
        if (verdict instanceof Verified verified) {
            verified.timestamp().ifPresent(signed -> skew.saw(Duration.between(signed, now)));
            accept(arrival, request, verified, now);
        } else if (verdict instanceof Rejected rejected) {
            rejected.skew().ifPresent(skew::saw);
            notices.notVerified(source.name(), rejected);
            arrival.answer(Receipts.of(RequestFault.NOT_VERIFIED, source));
        } else if (verdict instanceof Unavailable) {
            notices.rejected(Optional.of(source.name()), RequestFault.KEY_UNAVAILABLE);
            arrival.answer(Receipts.of(RequestFault.KEY_UNAVAILABLE));
        }
    }

    private void accept(Arrival arrival, WebhookRequest request, Verified verdict, Instant now) {
        if (arrival.stored().isDone()) {
            return; // answered meanwhile: a key look-up took too long
        }
        handshakes
                .verified(arrival.source(), request)
                .ifPresentOrElse(arrival::answer, () -> identify(arrival, request, verdict, now));
    }

    private void identify(Arrival arrival, WebhookRequest request, Verified verdict, Instant now) {
        Source source = arrival.source();
        Optional<String> id = source.idOf(request, verdict);
        boolean readable = id.map(text -> ID.matcher(text).matches()).orElseGet(() -> !source.isIdGivenTwice(request));
        if (!readable) {
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
                && type.codePoints().noneMatch(LogText::isUnsafe);
    }

    private void store(Arrival arrival, NewMessage queued) {
        Source source = arrival.source();
        Message seen =
                new Message(queued, MessageState.PENDING, 0, Optional.empty(), Optional.empty(), Optional.empty());
        NewMessage message = queued.startingWith(startOf(source, seen));
        if (arrival.stored().isDone()) {
            return; // answered meanwhile: a key look-up took too long
        }
        CompletionStage<Insertion> insertion = settings.store().insert(message);
        insertion.whenComplete((inserted, failure) -> arrival.onRequestThread(
                () -> stored(arrival, message, seen, inserted, failure),
                e -> notHanded(arrival, Optional.of(message), inserted, e)));
    }

    /** Verifying, with a look-up of keys perhaps, and storing share one limit. */
    private void limitStoring(Arrival arrival) {
        deadlines.answerAfter(settings.storeDeadline(), arrival.stored(), () -> {
            if (arrival.giveUpStoring()) {
                notices.failed(
                        arrival.source().name(),
                        RequestFault.STORE_UNAVAILABLE,
                        new WebhookException("not verified and stored within " + settings.storeDeadline(), null));
                arrival.answer(Receipts.of(RequestFault.STORE_UNAVAILABLE));
            }
        });
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
                repeats.answer(arrival, duplicate);
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
            if (arrival.receipt().isDone()) { // closing: nobody waits for it any more
                attempts.abandon(claim.get());
                return;
            }
            inFlight.handling(claim.get().id(), arrival.receipt());
            arrival.answer(attempts.inline(arrival.source(), claim.get()));
        } else {
            arrival.answer(arrival.source().answer(seen));
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

    /** The request's own threads take no more work: it is answered, or the container stops, or is full. */
    private void notHanded(
            Arrival arrival, Optional<NewMessage> message, @Nullable Insertion insertion, RuntimeException e) {
        boolean inTime = arrival.isStored();
        deadlines.later(() -> {
            if (inTime) {
                notices.failed(arrival.source().name(), RequestFault.NOT_RUNNING, e);
                arrival.answer(Receipts.of(RequestFault.NOT_RUNNING));
            }
            if (message.isPresent() && insertion instanceof Insertion.Inserted inserted) {
                tellInserted(message.get());
                wake.run();
                inserted.claim().ifPresent(attempts::abandon);
            }
        });
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
