package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.observe.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result is worth more than the wait: what the store cannot take now is written later, without another request. */
class ResultWritesTest extends SendFixture {
    private static RuntimeException failure(boolean retryable) {
        return new WebhookException("the database is away", null, retryable);
    }

    private List<UUID> publish(Webhooks webhooks, int count) {
        List<UUID> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deliveries.add(
                    onlyDelivery(webhooks, webhooks.publish(paid(i)).event()).id());
        }
        return deliveries;
    }

    @Test
    void results_that_the_store_cannot_take_now_are_written_later_without_another_request() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        AtomicInteger failures = new AtomicInteger();
        store.before("finish", arguments -> {
            if (failures.incrementAndGet() <= 3) {
                throw failure(true);
            }
        });
        publish(webhooks, 30);
        webhooks.startDelivery();

        eventually(() -> assertThat(webhooks.deliveries()
                        .list(DeliveryQuery.all().inState(DeliveryState.DELIVERED))
                        .items())
                .hasSize(30));
        assertThat(transport.requests).hasSize(30);
        assertThat(logged.list.stream()
                        .filter(event -> event.getFormattedMessage().startsWith("results not written")))
                .hasSize(1);
        assertThat(logged.list).anyMatch(event -> event.getFormattedMessage().equals("results are written again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "a defect", "an error"})
    void a_result_that_the_store_never_takes_is_lost_alone(String kind) {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        List<UUID> deliveries = publish(webhooks, 40);
        UUID poison = deliveries.get(7);
        store.before("finish", arguments -> {
            List<?> results = (List<?>) arguments[0];
            if (results.stream()
                    .anyMatch(result -> ((DeliveryResult) result).claim().id().equals(poison))) {
                switch (kind) {
                    case "refused" -> throw failure(false);
                    case "a defect" -> throw new IllegalStateException("a bug");
                    default -> throw new StackOverflowError();
                }
            }
        });
        webhooks.startDelivery();

        eventually(() -> assertThat(webhooks.deliveries()
                        .list(DeliveryQuery.all().inState(DeliveryState.DELIVERED))
                        .items())
                .hasSize(39));
        eventually(() -> assertThat(logged.list) // until then it is tried again
                .anyMatch(event -> event.getFormattedMessage().startsWith("result refused by the store")));
        assertThat(outcomes(webhooks, poison)).containsExactly(AttemptOutcome.STARTED);

        store.quiet();
        clock.advance(WebhooksBuilder.DEFAULT_LEASE);
        eventually(() -> assertThat(outcomes(webhooks, poison))
                .containsExactly(AttemptOutcome.UNKNOWN, AttemptOutcome.DELIVERED));
        assertThat(transport.requests).hasSize(41);
    }

    @Test
    void a_result_whose_lease_was_lost_changes_nothing_but_its_attempt_and_is_told() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        CompletableFuture<TransportResult> slow = new CompletableFuture<>();
        AtomicBoolean first = new AtomicBoolean(true);
        transport.script = request -> first.getAndSet(false) ? slow : ScriptedTransport.answer(500);
        UUID delivery = publish(webhooks, 1).get(0);
        webhooks.startDelivery();
        until(() -> transport.requests.size() == 1);

        clock.advance(WebhooksBuilder.DEFAULT_LEASE);
        eventually(() -> assertThat(outcomes(webhooks, delivery))
                .containsExactly(AttemptOutcome.UNKNOWN, AttemptOutcome.FAILED));
        slow.complete(ScriptedTransport.answered(200));

        eventually(() -> assertThat(heard(Notice.DeliveryResultRefused.class))
                .extracting(notice -> notice.attempt())
                .containsExactly(1));
        assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.PENDING);
        assertThat(heard(Notice.DeliveryDelivered.class)).isEmpty();
    }
}
