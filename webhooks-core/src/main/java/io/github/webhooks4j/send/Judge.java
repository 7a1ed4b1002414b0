package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The one place that decides what follows from an attempt: delivered, again when, dead, endpoint disabled. */
final class Judge {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final String WISH = "webhook-delivery";
    private static final byte[] NO_BODY = {};

    private final RetrySchedule defaultSchedule;
    private final StatusPolicy statusPolicy;
    private final RandomGenerator random;

    Judge(RetrySchedule defaultSchedule, StatusPolicy statusPolicy, RandomGenerator random) {
        this.defaultSchedule = defaultSchedule;
        this.statusPolicy = statusPolicy;
        this.random = random;
    }

    /** Whether the schedule is used up before anything is sent: every attempt before was cut off by a crash. */
    boolean isUsedUp(Claim<DeliveryWork> claim) {
        return claim.scheduled() > schedule(claim).attempts();
    }

    DeliveryResult judge(Claim<DeliveryWork> claim, TransportResult result, Instant now) {
        if (result instanceof TransportResult.Answered answered) {
            return answered(claim, answered, now);
        }
        TransportResult.Failed failed = (TransportResult.Failed) result;
        return failed(
                claim,
                AttemptOutcome.FAILED,
                Optional.of(failed.kind()),
                failed.kind().word() + ": " + failed.detail());
    }

    private DeliveryResult answered(Claim<DeliveryWork> claim, TransportResult.Answered answer, Instant now) {
        int status = answer.status();
        Optional<String> wish =
                answer.headers().only(WISH).map(text -> text.strip().toLowerCase(Locale.ROOT));
        Optional<DisabledBecause> disable = status == GONE
                ? Optional.of(DisabledBecause.GONE)
                : wish.filter("disable"::equals).map(text -> DisabledBecause.RECEIVER_ASKED);
        if (!isRedirect(status) && status != GONE && isDelivered(status)) {
            return result(claim, AttemptOutcome.DELIVERED, answer, DeliveryState.DELIVERED, Duration.ZERO, disable);
        }
        Optional<Duration> delay = scheduled(claim);
        if (delay.isEmpty()
                || status == GONE
                || wish.filter("abort-message"::equals).isPresent()) {
            return result(claim, AttemptOutcome.FAILED, answer, DeliveryState.DEAD, Duration.ZERO, disable);
        }
        Duration retryIn = later(delay.get(), answer, now);
        return result(claim, AttemptOutcome.FAILED, answer, DeliveryState.PENDING, retryIn, disable);
    }

    private static boolean isRedirect(int status) {
        return status >= 300 && status <= 399;
    }

    /** A policy that throws has not said that it is delivered. */
    private boolean isDelivered(int status) {
        try {
            return statusPolicy.isDelivered(status);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Duration later(Duration delay, TransportResult.Answered answer, Instant now) {
        if (answer.status() != TOO_MANY_REQUESTS && answer.status() != UNAVAILABLE) {
            return delay;
        }
        Optional<Duration> asked = RetryAfter.read(answer.headers(), now);
        return asked.filter(wait -> wait.compareTo(delay) > 0).orElse(delay);
    }

    private static DeliveryResult result(
            Claim<DeliveryWork> claim,
            AttemptOutcome outcome,
            TransportResult.Answered answer,
            DeliveryState next,
            Duration retryIn,
            Optional<DisabledBecause> disable) {
        boolean delivered = outcome == AttemptOutcome.DELIVERED;
        return new DeliveryResult(
                claim,
                outcome,
                Optional.of(answer.status()),
                delivered ? Optional.empty() : Optional.of(ErrorKind.STATUS),
                delivered ? Optional.empty() : Optional.of("status " + answer.status()),
                answer.headers(),
                answer.body(),
                next,
                retryIn,
                disable,
                List.of());
    }

    /** It may have been sent, and nobody waits for the answer any more. */
    DeliveryResult abandoned(Claim<DeliveryWork> claim) {
        return failed(claim, AttemptOutcome.UNKNOWN, Optional.empty(), "the engine closed before an answer came");
    }

    private DeliveryResult failed(
            Claim<DeliveryWork> claim, AttemptOutcome outcome, Optional<ErrorKind> kind, String error) {
        Optional<Duration> delay = scheduled(claim);
        return unanswered(
                claim,
                outcome,
                kind,
                Optional.of(error),
                delay.isPresent() ? DeliveryState.PENDING : DeliveryState.DEAD,
                delay.orElse(Duration.ZERO));
    }

    /** Nothing was sent, for this node lacks what it takes; it takes its place on the schedule, or would go on for ever. */
    DeliveryResult unsigned(Claim<DeliveryWork> claim, String error) {
        return failed(claim, AttemptOutcome.FAILED, Optional.empty(), error);
    }

    /** Nothing was sent, and nothing ever can be: dead, with the reason. */
    DeliveryResult unsendable(Claim<DeliveryWork> claim, String error) {
        return unanswered(
                claim,
                AttemptOutcome.NOT_SENT,
                Optional.empty(),
                Optional.of(error),
                DeliveryState.DEAD,
                Duration.ZERO);
    }

    /** Nothing was sent; later, without a place on the schedule taken. */
    DeliveryResult notSent(Claim<DeliveryWork> claim, String why, Duration retryIn) {
        return unanswered(
                claim, AttemptOutcome.NOT_SENT, Optional.empty(), Optional.of(why), DeliveryState.PENDING, retryIn);
    }

    private static DeliveryResult unanswered(
            Claim<DeliveryWork> claim,
            AttemptOutcome outcome,
            Optional<ErrorKind> kind,
            Optional<String> error,
            DeliveryState next,
            Duration retryIn) {
        return new DeliveryResult(
                claim,
                outcome,
                Optional.empty(),
                kind,
                error,
                Headers.empty(),
                NO_BODY,
                next,
                retryIn,
                Optional.empty(),
                List.of());
    }

    private Optional<Duration> scheduled(Claim<DeliveryWork> claim) {
        return schedule(claim).delayAfter(claim.scheduled(), random);
    }

    private RetrySchedule schedule(Claim<DeliveryWork> claim) {
        return claim.work().endpoint().endpoint().spec().schedule().orElse(defaultSchedule);
    }
}
