package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of an attempt, and what follows from it. {@link #toString()} shows no body.
 *
 * @param claim what was claimed
 * @param outcome what came of the attempt; not {@link AttemptOutcome#STARTED}
 * @param status the status of the answer, if there was one
 * @param errorKind of a failed one: how
 * @param error what was wrong, in words
 * @param responseHeaders the header fields of the answer
 * @param responseBody the first bytes of the answer's body
 * @param next the delivery's next state: pending, delivered or dead
 * @param retryIn of a pending one: how soon it is due, counted from when the result is written
 * @param disable disables the endpoint in the same transaction, if it is enabled and unchanged since the claim
 * @param followUps events to publish in the same transaction, if the claim still holds
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares results
public record DeliveryResult(
        Claim<DeliveryWork> claim,
        AttemptOutcome outcome,
        Optional<Integer> status,
        Optional<ErrorKind> errorKind,
        Optional<String> error,
        Headers responseHeaders,
        byte[] responseBody,
        DeliveryState next,
        Duration retryIn,
        Optional<DisabledBecause> disable,
        List<NewEvent> followUps) {
    /**
     * Keeps a copy of the events.
     *
     * @param claim what was claimed
     * @param outcome what came of the attempt
     * @param status the status of the answer
     * @param errorKind of a failed one
     * @param error what was wrong
     * @param responseHeaders the header fields of the answer
     * @param responseBody the first bytes of the answer's body
     * @param next the delivery's next state
     * @param retryIn of a pending one
     * @param disable disables the endpoint in the same transaction
     * @param followUps events to publish in the same transaction
     */
    public DeliveryResult {
        followUps = List.copyOf(followUps);
    }

    /**
     * A copy with events to publish.
     *
     * @param events to publish in the same transaction
     * @return the copy
     */
    DeliveryResult withFollowUps(List<NewEvent> events) {
        return new DeliveryResult(
                claim,
                outcome,
                status,
                errorKind,
                error,
                responseHeaders,
                responseBody,
                next,
                retryIn,
                disable,
                events);
    }

    @Override
    public String toString() {
        return "DeliveryResult[" + claim.id() + ", " + claim.attempt() + ", " + outcome + ", " + status + ", " + next
                + "]";
    }
}
