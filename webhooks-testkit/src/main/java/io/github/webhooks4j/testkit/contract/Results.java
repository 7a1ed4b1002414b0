package io.github.webhooks4j.testkit.contract;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.work.Claim;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Results of attempts, as the engine would write them. */
final class Results {
    static final Headers HEADERS = Headers.of("Content-Type", "text/plain", "X-B", "2", "x-a", "é", "X-B", "");
    static final byte[] BODY = "an answer".getBytes(StandardCharsets.UTF_8);

    private Results() {}

    static DeliveryResult delivered(Claim<DeliveryWork> claim) {
        return result(claim, AttemptOutcome.DELIVERED, 204, null, null, DeliveryState.DELIVERED, Duration.ZERO);
    }

    static DeliveryResult retry(Claim<DeliveryWork> claim, Duration in) {
        return result(claim, AttemptOutcome.FAILED, 503, ErrorKind.STATUS, "status 503", DeliveryState.PENDING, in);
    }

    static DeliveryResult dead(Claim<DeliveryWork> claim) {
        return result(
                claim,
                AttemptOutcome.FAILED,
                null,
                ErrorKind.CONNECT,
                "connection refused",
                DeliveryState.DEAD,
                Duration.ZERO);
    }

    static DeliveryResult notSent(Claim<DeliveryWork> claim) {
        return notSent(claim, Duration.ZERO);
    }

    static DeliveryResult notSent(Claim<DeliveryWork> claim, Duration in) {
        return result(claim, AttemptOutcome.NOT_SENT, null, null, "given up", DeliveryState.PENDING, in);
    }

    static DeliveryResult unknown(Claim<DeliveryWork> claim) {
        return result(claim, AttemptOutcome.UNKNOWN, null, null, "stopped", DeliveryState.PENDING, Duration.ofHours(1));
    }

    static DeliveryResult gone(Claim<DeliveryWork> claim) {
        DeliveryResult dead = dead(claim);
        return copy(dead, dead.error(), dead.responseBody(), Optional.of(DisabledBecause.GONE), List.of());
    }

    static DeliveryResult publishing(DeliveryResult from, NewEvent... followUps) {
        return copy(from, from.error(), from.responseBody(), from.disable(), List.of(followUps));
    }

    static DeliveryResult with(DeliveryResult from, String error, byte[] body) {
        return copy(from, Optional.of(error), body, from.disable(), from.followUps());
    }

    private static DeliveryResult result(
            Claim<DeliveryWork> claim,
            AttemptOutcome outcome,
            @Nullable Integer status,
            @Nullable ErrorKind kind,
            @Nullable String error,
            DeliveryState next,
            Duration retryIn) {
        return new DeliveryResult(
                claim,
                outcome,
                Optional.ofNullable(status),
                Optional.ofNullable(kind),
                Optional.ofNullable(error),
                status == null ? Headers.empty() : HEADERS,
                status == null ? new byte[0] : BODY,
                next,
                retryIn,
                Optional.empty(),
                List.of());
    }

    private static DeliveryResult copy(
            DeliveryResult from,
            Optional<String> error,
            byte[] body,
            Optional<DisabledBecause> disable,
            List<NewEvent> followUps) {
        return new DeliveryResult(
                from.claim(),
                from.outcome(),
                from.status(),
                from.errorKind(),
                error,
                from.responseHeaders(),
                body,
                from.next(),
                from.retryIn(),
                disable,
                followUps);
    }
}
