package io.github.webhooks4j.memory;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageAttempt.Outcome;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One message of the log with its attempts. Not thread-safe: the store's lock guards it. */
final class Entry {
    private static final long NOT_CLAIMED = 0;

    private final long sequence;
    private final List<MessageAttempt> attempts = new ArrayList<>();
    private NewMessage received;
    private MessageState state;
    private Instant dueAt;
    private long fence;
    private long openFence = NOT_CLAIMED;
    private int scheduled;
    private Optional<String> error = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();

    Entry(NewMessage received, MessageState state, long sequence, Instant now) {
        this.received = received;
        this.state = state;
        this.sequence = sequence;
        this.dueAt = now;
    }

    NewMessage received() {
        return received;
    }

    MessageState state() {
        return state;
    }

    /** When it is due; while claimed, when the lease ends. */
    Instant dueAt() {
        return dueAt;
    }

    /** Tells messages apart that are due at the same instant: the one stored first goes first. */
    long sequence() {
        return sequence;
    }

    List<MessageAttempt> attempts() {
        return List.copyOf(attempts);
    }

    boolean mayBeTakenOver(Instant now) {
        return switch (state) {
            case REFUSED, FAILED, DEAD -> true;
            case RECEIVED -> !dueAt.isAfter(now);
            case PENDING, HANDLED, IGNORED -> false;
        };
    }

    boolean mayBeReopened(Set<MessageState> from, Instant now) {
        return switch (state) {
            case PENDING -> false;
            case RECEIVED -> from.contains(state) && !dueAt.isAfter(now);
            case REFUSED, FAILED, DEAD, HANDLED, IGNORED -> from.contains(state);
        };
    }

    void reopen(Instant now) {
        giveUpOpenAttempt(now);
        state = MessageState.PENDING;
        scheduled = 0;
        dueAt = now;
    }

    Claim<Message> takeOver(Duration lease, String node, Instant now) {
        state = MessageState.RECEIVED;
        scheduled = 0;
        return claim(lease, node, now);
    }

    Claim<Message> claim(Duration lease, String node, Instant now) {
        giveUpOpenAttempt(now);
        openFence = ++fence;
        scheduled++;
        dueAt = now.plus(lease);
        attempts.add(new MessageAttempt(
                attempts.size() + 1, node, now, Optional.empty(), Outcome.STARTED, Optional.empty()));
        return new Claim<>(received.id(), snapshot(), openFence, attempts.size(), scheduled);
    }

    /** Whether the claim was the present one, and so its result is the message's. */
    boolean finish(Claim<Message> claim, MessageResult result, Instant now) {
        boolean present = openFence != NOT_CLAIMED && openFence == claim.fence();
        keepOnAttempt(claim.attempt(), result, now);
        if (!present) {
            return false;
        }
        openFence = NOT_CLAIMED;
        state = result.nextState();
        finishedAt = Optional.of(now);
        dueAt = now;
        if (result instanceof MessageResult.RetryIn retry) {
            dueAt = now.plus(retry.delay());
        } else if (result instanceof MessageResult.Released) {
            scheduled--;
        }
        if (!(result instanceof MessageResult.Released)) {
            error = result.failure();
        }
        return true;
    }

    void clearContentKey() {
        received = Copies.withoutContentKey(received);
    }

    Message snapshot() {
        Optional<Instant> due = state == MessageState.PENDING ? Optional.of(dueAt) : Optional.empty();
        return new Message(received, state, attempts.size(), error, due, finishedAt);
    }

    private void giveUpOpenAttempt(Instant now) {
        if (openFence != NOT_CLAIMED) {
            openFence = NOT_CLAIMED;
            end(attempts.size(), Outcome.UNKNOWN, Optional.empty(), now);
        }
    }

    private void keepOnAttempt(int number, MessageResult result, Instant now) {
        Outcome soFar = attempts.get(number - 1).outcome();
        if (soFar == Outcome.STARTED || soFar == Outcome.UNKNOWN) {
            end(number, Outcome.of(result), result.failure(), now);
        }
    }

    private void end(int number, Outcome outcome, Optional<String> failure, Instant now) {
        MessageAttempt open = attempts.get(number - 1);
        attempts.set(
                number - 1,
                new MessageAttempt(number, open.node(), open.startedAt(), Optional.of(now), outcome, failure));
    }
}
