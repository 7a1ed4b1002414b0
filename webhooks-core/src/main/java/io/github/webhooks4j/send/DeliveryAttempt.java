package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt of a delivery, written before anything was sent. {@link #toString()} shows no body.
 *
 * @param delivery the delivery's id
 * @param number its number, from 1, without gaps
 * @param node which node made it
 * @param startedAt when it was claimed
 * @param endedAt when its result was known
 * @param outcome what came of it
 * @param status the status of the answer, if there was one
 * @param errorKind of a failed one: how
 * @param error of one that was not delivered: more about it, in words
 * @param responseHeaders the header fields of the answer
 * @param responseBody the first bytes of the answer's body, at most {@value TransportResult#MAX_BODY}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares attempts
public record DeliveryAttempt(
        UUID delivery,
        int number,
        String node,
        Instant startedAt,
        Optional<Instant> endedAt,
        AttemptOutcome outcome,
        Optional<Integer> status,
        Optional<ErrorKind> errorKind,
        Optional<String> error,
        Headers responseHeaders,
        byte[] responseBody) {
    @Override
    public String toString() {
        return "DeliveryAttempt[" + delivery + ", " + number + ", " + outcome + ", " + status + "]";
    }
}
