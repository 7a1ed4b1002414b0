package io.github.webhooks4j.memory;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.work.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One delivery with its attempts. Not thread-safe: the store's lock guards it. */
final class DeliveryEntry {
    private static final long NOT_CLAIMED = 0;

    private final UUID id;
    private final StoredEvent event;
    private final UUID endpoint;
    private final List<DeliveryAttempt> attempts = new ArrayList<>();
    private DeliveryState state;
    private Instant dueAt;
    private long fence;
    private long openFence = NOT_CLAIMED;
    private int scheduled;
    private Optional<Instant> finishedAt = Optional.empty();
    private Optional<Integer> lastStatus = Optional.empty();
    private Optional<String> lastError = Optional.empty();

    DeliveryEntry(UUID id, StoredEvent event, UUID endpoint, DeliveryState state) {
        this.id = id;
        this.event = event;
        this.endpoint = endpoint;
        this.state = state;
        this.dueAt = event.createdAt();
    }

    UUID id() {
        return id;
    }

    StoredEvent event() {
        return event;
    }

    UUID endpoint() {
        return endpoint;
    }

    DeliveryState state() {
        return state;
    }

    /** When it is due; while claimed, when the lease ends. */
    Instant dueAt() {
        return dueAt;
    }

    List<DeliveryAttempt> attempts() {
        return List.copyOf(attempts);
    }

    boolean isUnderLease(Instant now) {
        return openFence != NOT_CLAIMED && dueAt.isAfter(now);
    }

    boolean wasOverBy(Instant until) {
        return state.isTerminal()
                && finishedAt.filter(end -> !end.isAfter(until)).isPresent();
    }

    Claim<DeliveryWork> claim(DeliveryClaim wanted, StoredEndpoint to, Instant now) {
        giveUpOpenAttempt(now);
        openFence = ++fence;
        scheduled++;
        dueAt = now.plus(wanted.lease());
        attempts.add(started(wanted.node(), now));
        return new Claim<>(id, new DeliveryWork(event, to, now), openFence, attempts.size(), scheduled);
    }

    /** Whether the claim was the present one, and so its result is the delivery's. */
    boolean finish(DeliveryResult result, Instant now) {
        boolean present =
                openFence != NOT_CLAIMED && openFence == result.claim().fence();
        keepOnAttempt(result, now);
        if (!present) {
            return false;
        }
        openFence = NOT_CLAIMED;
        lastStatus = result.status();
        lastError = result.error();
        if (result.outcome() == AttemptOutcome.NOT_SENT) {
            scheduled--;
        }
        moveTo(result.next(), now);
        dueAt = now.plus(result.retryIn());
        return true;
    }

    /** Moves it as its endpoint asks; the open attempt, if there is one, has lost its lease. */
    void settle(DeliveryState next, Instant now) {
        giveUpOpenAttempt(now);
        moveTo(next, now);
        dueAt = now;
    }

    void redeliver(DeliveryState next, Instant now) {
        settle(next, now);
        scheduled = 0;
    }

    private void moveTo(DeliveryState next, Instant now) {
        state = next;
        finishedAt = next.isTerminal() ? Optional.of(now) : Optional.empty();
    }

    Delivery snapshot() {
        return new Delivery(
                id,
                event.id(),
                endpoint,
                event.owner(),
                event.type(),
                state,
                attempts.size(),
                event.createdAt(),
                state == DeliveryState.PENDING ? Optional.of(dueAt) : Optional.empty(),
                finishedAt,
                lastStatus,
                lastError);
    }

    private void giveUpOpenAttempt(Instant now) {
        if (openFence != NOT_CLAIMED) {
            openFence = NOT_CLAIMED;
            DeliveryAttempt open = attempts.get(attempts.size() - 1);
            attempts.set(attempts.size() - 1, unknown(open, now));
        }
    }

    private void keepOnAttempt(DeliveryResult result, Instant now) {
        int index = result.claim().attempt() - 1;
        AttemptOutcome soFar = attempts.get(index).outcome();
        if (soFar == AttemptOutcome.STARTED || soFar == AttemptOutcome.UNKNOWN) {
            attempts.set(index, ended(attempts.get(index), result, now));
        }
    }

    private DeliveryAttempt started(String node, Instant now) {
        return new DeliveryAttempt(
                id,
                attempts.size() + 1,
                node,
                now,
                Optional.empty(),
                AttemptOutcome.STARTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Headers.empty(),
                new byte[0]);
    }

    private static DeliveryAttempt unknown(DeliveryAttempt open, Instant now) {
        return new DeliveryAttempt(
                open.delivery(),
                open.number(),
                open.node(),
                open.startedAt(),
                Optional.of(now),
                AttemptOutcome.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Headers.empty(),
                new byte[0]);
    }

    private static DeliveryAttempt ended(DeliveryAttempt open, DeliveryResult result, Instant now) {
        return new DeliveryAttempt(
                open.delivery(),
                open.number(),
                open.node(),
                open.startedAt(),
                Optional.of(now),
                result.outcome(),
                result.status(),
                result.errorKind(),
                result.error(),
                result.responseHeaders(),
                result.responseBody());
    }
}
