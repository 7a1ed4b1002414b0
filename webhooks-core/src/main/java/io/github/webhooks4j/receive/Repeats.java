package io.github.webhooks4j.receive;

import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What a repeat of a known message gets: the same answer when it is done, its turn when it is not, and, while
 * somebody is handling it, that one's outcome. Runs on the request's thread and never waits on it.
 */
final class Repeats {
    private static final Set<MessageState> NOT_DONE =
            EnumSet.of(MessageState.REFUSED, MessageState.FAILED, MessageState.DEAD);
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final MessageStore store;
    private final String node;
    private final Attempts attempts;
    private final InFlight inFlight;
    private final Deadlines deadlines;
    private final Runnable wake;

    Repeats(ReceiverSettings settings, Attempts attempts, InFlight inFlight, Deadlines deadlines, Runnable wake) {
        this.store = settings.store();
        this.node = settings.node();
        this.attempts = attempts;
        this.inFlight = inFlight;
        this.deadlines = deadlines;
        this.wake = wake;
    }

    void answer(Arrival arrival, Insertion.Duplicate duplicate) {
        Source source = arrival.source();
        Duration left = deadlines.left(arrival.startedNanos(), source.inlineDeadline());
        deadlines.answerAfter(left, arrival.receipt(), () -> arrival.answer(Receipts.busy()));
        switch (duplicate.state()) {
            case HANDLED, IGNORED, PENDING -> arrival.answer(sameAnswer(source, duplicate.id()));
            case REFUSED, FAILED, DEAD -> runAgain(arrival, duplicate.id());
            case RECEIVED -> join(arrival, duplicate.id());
        }
    }

    /** Made of the message as the log has it, so that it is what the first request got. */
    private Receipt sameAnswer(Source source, UUID id) {
        if (source.madeAnswer().isEmpty()) {
            return source.fixedAnswer();
        }
        return store.find(id).map(source::answer).orElseGet(Receipts::busy);
    }

    private void runAgain(Arrival arrival, UUID id) {
        Source source = arrival.source();
        if (source.mode() == Mode.QUEUED) {
            if (store.reopen(id, NOT_DONE)) {
                wake.run();
            }
            arrival.answer(sameAnswer(source, id));
        } else if (!takeOver(arrival, id)) {
            lookAgain(arrival, id, FIRST_LOOK);
        }
    }

    private boolean takeOver(Arrival arrival, UUID id) {
        Optional<Claim<Message>> claim = store.takeOver(id, arrival.source().inlineLease(), node);
        if (claim.isEmpty()) {
            return false;
        }
        inFlight.handling(id, arrival.receipt());
        arrival.answer(attempts.inline(arrival.source(), claim.get()));
        return true;
    }

    /** On this node the outcome is told at once; on another the log has to be looked at. */
    private void join(Arrival arrival, UUID id) {
        Optional<CompletableFuture<Receipt>> handler = inFlight.handlerOf(id);
        if (handler.isPresent()) {
            var unused = handler.get().thenAccept(arrival::answer);
        } else {
            lookAgain(arrival, id, FIRST_LOOK);
        }
    }

    private void lookAgain(Arrival arrival, UUID id, Duration pause) {
        var unused = deadlines.handOnAfter(pause, () -> {
            if (!arrival.receipt().isDone()) {
                arrival.onRequestThread(() -> look(arrival, id, pause), e -> arrival.answer(Receipts.unavailable()));
            }
        });
    }

    private void look(Arrival arrival, UUID id, Duration pause) {
        Optional<Message> message = store.find(id);
        if (message.isEmpty()) {
            arrival.answer(Receipts.busy()); // purged meanwhile: the next repeat counts as new
            return;
        }
        switch (message.get().state()) {
            case HANDLED, IGNORED, PENDING, REFUSED, DEAD ->
                arrival.answer(arrival.source().answer(message.get()));
            case FAILED -> arrival.answer(Receipts.handlerFailed());
            case RECEIVED -> {
                if (!takeOver(arrival, id)) {
                    Duration longer = pause.multipliedBy(2);
                    lookAgain(arrival, id, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
                }
            }
        }
    }
}
