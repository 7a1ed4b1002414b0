package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.internal.LogText;
import io.github.webhooks4j.work.AsyncRunner;
import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One attempt: sign, send, judge, have it written. Between sending and the answer nothing is held but the claim: no
 * thread, no connection of the database.
 */
final class DeliveryRun implements AsyncRunner<DeliveryWork> {
    private static final Duration WHEN_KEYS_FAIL = Duration.ofSeconds(30);
    private static final int MAX_ERROR = 500;

    private final Transport transport;
    private final Requests requests;
    private final Judge judge;
    private final StoreClock clock;
    private final SendNotices notices;
    private final OperationalEvents operational;
    private final ResultWriter results;
    private final Consumer<Claim<DeliveryWork>> placeFreed;

    DeliveryRun(
            Transport transport,
            Requests requests,
            Judge judge,
            StoreClock clock,
            SendNotices notices,
            OperationalEvents operational,
            ResultWriter results,
            Consumer<Claim<DeliveryWork>> placeFreed) {
        this.transport = transport;
        this.requests = requests;
        this.judge = judge;
        this.clock = clock;
        this.notices = notices;
        this.operational = operational;
        this.results = results;
        this.placeFreed = placeFreed;
    }

    @Override
    public CompletionStage<?> run(Claim<DeliveryWork> claim, Lease lease) {
        if (judge.isUsedUp(claim)) {
            return over(judge.unsendable(claim, "every attempt of the schedule was cut off before its result"));
        }
        OutboundRequest request;
        try {
            request = requests.of(claim.work(), clock.now());
        } catch (RuntimeException e) {
            return over(unsigned(claim, e));
        }
        if (lease.left().compareTo(request.timeout()) < 0) {
            return over(judge.notSent(claim, "the lease is too far gone to begin", Duration.ZERO));
        }
        return send(claim, request);
    }

    /** A key that could not be had may come back; anything else about this row stays as it is. */
    private DeliveryResult unsigned(Claim<DeliveryWork> claim, RuntimeException e) {
        String error = LogText.of("cannot be signed: " + LogText.of(e, MAX_ERROR), MAX_ERROR);
        boolean mayPass = e instanceof WebhookException failure && failure.isRetryable();
        return mayPass ? judge.notSent(claim, error, WHEN_KEYS_FAIL) : judge.unsendable(claim, error);
    }

    private CompletionStage<?> send(Claim<DeliveryWork> claim, OutboundRequest request) {
        CompletionStage<TransportResult> answer;
        try {
            answer = transport.send(request);
        } catch (RuntimeException e) {
            return over(judge.unsendable(claim, "transport: " + e.getClass().getName()));
        }
        CompletableFuture<Object> written = new CompletableFuture<>();
        var unused = answer.whenComplete((result, failure) -> {
            try {
                TransportResult known = failure == null ? result : defect(failure);
                notices.attempted(claim, known);
                over(judge.judge(claim, known, clock.now())).whenComplete((done, e) -> written.complete(claim));
            } catch (Throwable e) {
                written.completeExceptionally(e);
            }
        });
        return written;
    }

    /** Transports promise not to do this. */
    private static TransportResult defect(Throwable failure) {
        return new TransportResult.Failed(
                ErrorKind.RESET, "transport failed: " + failure.getClass().getName(), Duration.ZERO);
    }

    private CompletionStage<?> over(DeliveryResult result) {
        placeFreed.accept(result.claim());
        return results.write(operational.following(result));
    }

    /** A claim that was not begun. */
    void notBegun(Claim<DeliveryWork> claim) {
        var unused = over(judge.notSent(claim, "not begun", Duration.ZERO));
    }

    /** An attempt in flight that nobody waits for any more. */
    void abandoned(Claim<DeliveryWork> claim) {
        var unused = results.write(operational.following(judge.abandoned(claim)));
    }
}
