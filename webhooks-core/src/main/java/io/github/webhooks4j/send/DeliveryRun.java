package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.internal.LogText;
import io.github.webhooks4j.work.AsyncRunner;
import io.github.webhooks4j.work.Claim;
import io.github.webhooks4j.work.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: sign, send, judge, have it written. Between sending and the answer nothing is held but the claim: no
 * thread, no connection of the database.
 */
final class DeliveryRun implements AsyncRunner<DeliveryWork> {
    private static final int MAX_ERROR = 500;
    private static final Logger log = LoggerFactory.getLogger(DeliveryRun.class);

    private final Transport transport;
    private final Requests requests;
    private final Judge judge;
    private final StoreClock clock;
    private final SendNotices notices;
    private final OperationalEvents operational;
    private final ResultWriter results;
    private final StoppedEndpoints stopped;
    private final Runnable settle;
    private final Consumer<Claim<DeliveryWork>> placeFreed;
    private final AtomicBoolean toldUnsigned = new AtomicBoolean();

    DeliveryRun(
            Transport transport,
            Requests requests,
            Judge judge,
            StoreClock clock,
            SendNotices notices,
            OperationalEvents operational,
            ResultWriter results,
            StoppedEndpoints stopped,
            Runnable settle,
            Consumer<Claim<DeliveryWork>> placeFreed) {
        this.transport = transport;
        this.requests = requests;
        this.judge = judge;
        this.clock = clock;
        this.notices = notices;
        this.operational = operational;
        this.results = results;
        this.stopped = stopped;
        this.settle = settle;
        this.placeFreed = placeFreed;
    }

    @Override
    public CompletionStage<?> run(Claim<DeliveryWork> claim, Lease lease) {
        try {
            return attempt(claim, lease);
        } catch (Throwable e) { // an error costs this attempt, which ends with its lease, but no place
            placeFreed.accept(claim);
            throw e;
        }
    }

    private CompletionStage<?> attempt(Claim<DeliveryWork> claim, Lease lease) {
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
        if (stopped.includes(claim.work().endpoint().endpoint())) {
            return over(judge.notSent(claim, "the endpoint was disabled before it began", Duration.ZERO))
                    .whenComplete((done, e) -> settle.run());
        }
        return send(claim, request);
    }

    /**
     * A key or a style that this node does not have, another may, or this one later: by the schedule. Anything else
     * is about this row and stays as it is. Only our own exceptions tell more than their class: a style of the
     * application may have put anything into its.
     */
    private DeliveryResult unsigned(Claim<DeliveryWork> claim, RuntimeException e) {
        boolean own = e instanceof WebhookException;
        String why = own ? LogText.of(e, MAX_ERROR) : e.getClass().getName();
        String error = LogText.of("cannot be signed: " + why, MAX_ERROR);
        boolean mayPass = own && !(e instanceof SecretSealException seal && seal.isOfTheText());
        if (mayPass && !toldUnsigned.getAndSet(true)) {
            log.error("deliveries cannot be signed on this node, tried again by their schedules, told once", e);
        }
        return mayPass ? judge.unsigned(claim, error) : judge.unsendable(claim, error);
    }

    private CompletionStage<?> send(Claim<DeliveryWork> claim, OutboundRequest request) {
        CompletionStage<TransportResult> answer;
        try {
            answer = transport.send(request);
        } catch (IllegalArgumentException e) {
            return over(judge.unsendable(
                    claim, "the transport cannot send it: " + e.getClass().getName()));
        } catch (RuntimeException e) {
            return answered(claim, defect(e.getClass()));
        }
        CompletableFuture<Object> written = new CompletableFuture<>();
        var unused = answer.whenComplete((result, failure) -> {
            try {
                answered(claim, known(result, failure)).whenComplete((done, e) -> written.complete(claim));
            } catch (Throwable e) {
                placeFreed.accept(claim);
                written.completeExceptionally(e);
            }
        });
        return written;
    }

    private CompletionStage<?> answered(Claim<DeliveryWork> claim, TransportResult result) {
        notices.attempted(claim, result);
        return over(judge.judge(claim, result, clock.now()));
    }

    /** Transports promise a result; one that breaks this has failed. */
    private static TransportResult known(@Nullable TransportResult result, @Nullable Throwable failure) {
        if (result != null) {
            return result;
        }
        return defect(failure == null ? NullPointerException.class : failure.getClass());
    }

    private static TransportResult defect(Class<?> thrown) {
        return new TransportResult.Failed(ErrorKind.RESET, "transport failed: " + thrown.getName(), Duration.ZERO);
    }

    /** The place is free once nothing can go wrong any more: whoever catches an error frees it then. */
    private CompletionStage<?> over(DeliveryResult result) {
        CompletionStage<?> written = results.write(operational.following(result));
        if (result.disable().isPresent()) { // nobody takes the place while the endpoint still looks enabled
            return written.whenComplete((done, e) -> placeFreed.accept(result.claim()));
        }
        placeFreed.accept(result.claim());
        return written;
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
