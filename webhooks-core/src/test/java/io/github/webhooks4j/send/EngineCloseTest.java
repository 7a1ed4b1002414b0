package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EngineCloseTest extends SendFixture {
    private final List<CompletableFuture<TransportResult>> inFlight = new CopyOnWriteArrayList<>();

    private Webhooks hanging(int deliveries) {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> {
            CompletableFuture<TransportResult> answer = new CompletableFuture<>();
            inFlight.add(answer);
            return answer;
        };
        for (int i = 0; i < deliveries; i++) {
            webhooks.publish(paid(i));
        }
        return webhooks;
    }

    private static Thread closing(DeliveryEngine engine, Duration limit) {
        Thread closer = new Thread(() -> engine.close(limit));
        closer.start();
        until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        return closer;
    }

    private static List<Delivery> all(Webhooks webhooks) {
        return webhooks.deliveries().list(DeliveryQuery.all()).items();
    }

    @Test
    void a_close_waits_for_requests_in_flight_and_writes_their_results() throws InterruptedException {
        Webhooks webhooks = hanging(5);
        DeliveryEngine engine = webhooks.startDelivery();
        until(() -> inFlight.size() == 5);

        Thread closer = closing(engine, PATIENCE);
        webhooks.publish(paid(6));
        inFlight.forEach(answer -> answer.complete(ScriptedTransport.answered(200)));
        closer.join(PATIENCE.toMillis());

        assertThat(closer.isAlive()).isFalse();
        assertThat(all(webhooks))
                .filteredOn(one -> one.state() == DeliveryState.DELIVERED)
                .hasSize(5);
        assertThat(transport.requests).hasSize(5);
        eventually(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void what_was_claimed_and_not_begun_is_given_back_at_no_cost() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Webhooks webhooks = open(builder().schedule(RetrySchedule.of()));
        register(webhooks, spec(SHOP));
        for (int i = 0; i < 16; i++) {
            webhooks.publish(paid(i));
        }
        transport.script = request -> {
            try {
                closed.await(); // against its promise: keeps the threads that begin requests
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ScriptedTransport.answer(200);
        };
        DeliveryEngine engine = webhooks.startDelivery();
        until(() -> transport.requests.size() >= 2);

        Thread closer = closing(engine, PATIENCE);
        closed.countDown();
        closer.join(PATIENCE.toMillis());

        int sent = transport.requests.size();
        assertThat(sent).isLessThan(16);
        List<Delivery> waiting = webhooks.deliveries()
                .list(DeliveryQuery.all().inState(DeliveryState.PENDING))
                .items();
        assertThat(waiting).hasSize(16 - sent);
        assertThat(waiting)
                .allSatisfy(one -> assertThat(outcomes(webhooks, one.id())).containsExactly(AttemptOutcome.NOT_SENT));

        webhooks.startDelivery();
        eventually(() -> assertThat(all(webhooks)).allMatch(one -> one.state() == DeliveryState.DELIVERED));
        assertThat(transport.requests).hasSize(16);
    }

    @Test
    void what_is_in_flight_at_the_deadline_is_recorded_as_unknown_and_a_late_answer_changes_nothing() {
        Webhooks webhooks = hanging(3);
        DeliveryEngine engine = webhooks.startDelivery();
        until(() -> inFlight.size() == 3);
        long start = System.nanoTime();

        engine.close(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(all(webhooks)).hasSize(3).allSatisfy(one -> {
            assertThat(one.state()).isEqualTo(DeliveryState.PENDING);
            assertThat(one.dueAt().orElseThrow())
                    .isAfterOrEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(outcomes(webhooks, one.id())).containsExactly(AttemptOutcome.UNKNOWN);
        });
        inFlight.forEach(answer -> answer.complete(ScriptedTransport.answered(200)));
        assertThat(all(webhooks)).allMatch(one -> one.state() == DeliveryState.PENDING);
        eventually(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void a_close_is_bounded_when_the_store_takes_no_result_and_says_what_was_not_written() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        store.before("finish", arguments -> {
            throw new WebhookException("the database is away", null);
        });
        webhooks.publish(paid(1));
        DeliveryEngine engine = webhooks.startDelivery();
        until(() -> !transport.requests.isEmpty());
        long start = System.nanoTime();

        engine.close(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        eventually(() -> assertThat(logged.list)
                .anyMatch(event -> event.getFormattedMessage().startsWith("results not written at close")));
        eventually(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void one_engine_runs_at_a_time_and_another_may_follow() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        DeliveryEngine first = webhooks.startDelivery();
        assertThatIllegalStateException().isThrownBy(webhooks::startDelivery);

        first.close();
        first.close();
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        assertThat(transport.requests).isEmpty();
        webhooks.startDelivery();

        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED));
    }

    @Test
    void closing_the_sender_closes_the_engine_and_not_the_transport_it_was_given() {
        Webhooks webhooks = open();
        webhooks.startDelivery();

        webhooks.close();

        eventually(() -> assertThat(threads()).isEmpty());
        assertThat(transport.closed).hasValue(0);
    }
}
