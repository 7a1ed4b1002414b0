package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request begins after an endpoint was disabled or removed, whatever had been claimed before. */
class StoppedEndpointsTest extends SendFixture {
    private UUID claimedThen(Webhooks webhooks, Consumer<UUID> stop) {
        UUID endpoint = register(webhooks, spec(SHOP)).id();
        clock.advance(Duration.ofMillis(1));
        AtomicReference<Consumer<UUID>> once = new AtomicReference<>(stop);
        store.after("claim", claims -> {
            if (!((List<?>) claims).isEmpty()) {
                once.getAndSet(id -> {}).accept(endpoint); // committed after the claim, before the request
            }
        });
        return onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
    }

    @Test
    void what_was_claimed_before_a_disable_is_not_sent_after_it_and_costs_no_attempt() {
        Webhooks webhooks = open(builder().schedule(RetrySchedule.of()));
        UUID delivery = claimedThen(webhooks, webhooks.endpoints()::disable);

        webhooks.startDelivery();

        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.HELD));
        assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.NOT_SENT);
        assertThat(transport.requests).isEmpty();

        UUID endpoint = webhooks.deliveries().find(delivery).orElseThrow().endpoint();
        clock.advance(Duration.ofMillis(1));
        webhooks.endpoints().enable(endpoint);
        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED));
    }

    @Test
    void what_was_claimed_before_a_removal_is_not_sent_after_it() {
        Webhooks webhooks = open();
        UUID delivery = claimedThen(webhooks, webhooks.endpoints()::remove);

        webhooks.startDelivery();

        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.CANCELLED));
        assertThat(transport.requests).isEmpty();
    }

    @Test
    void another_node_may_enable_what_this_one_disabled() {
        Webhooks webhooks = open();
        Webhooks other = open();
        UUID endpoint = register(webhooks, spec(SHOP)).id();
        webhooks.startDelivery();
        webhooks.endpoints().disable(endpoint);

        other.endpoints().enable(endpoint);
        webhooks.publish(paid(1));

        eventually(() -> assertThat(transport.requests).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "receiver_asked"})
    void an_endpoint_that_asks_to_be_disabled_gets_nothing_more_and_what_waits_is_held_soon(String because) {
        Webhooks webhooks = open(builder().perEndpoint(1).pollInterval(Duration.ofMinutes(1)));
        UUID endpoint = register(webhooks, spec(SHOP)).id();
        transport.script = request -> because.equals("gone")
                ? ScriptedTransport.answer(410)
                : ScriptedTransport.answer(500, "webhook-delivery", "disable");
        UUID first = onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();
        until(() -> !transport.requests.isEmpty());
        eventually(() -> assertThat(webhooks.endpoints().find(endpoint))
                .map(Endpoint::state)
                .contains(EndpointState.DISABLED));

        assertThat(webhooks.endpoints().find(endpoint))
                .map(found -> found.disabledBecause().orElseThrow().word())
                .contains(because);
        assertThat(outcomes(webhooks, first)).containsExactly(AttemptOutcome.FAILED);
        if (because.equals("gone")) {
            assertThat(state(webhooks, first)).isEqualTo(DeliveryState.DEAD);
        } else {
            eventually(() -> assertThat(state(webhooks, first)).isEqualTo(DeliveryState.HELD));
        }
    }

    @Test
    void what_waits_behind_a_410_is_held_soon_and_not_sent() {
        Webhooks webhooks = open(builder().perEndpoint(1).pollInterval(Duration.ofMinutes(1)));
        register(webhooks, spec(SHOP));
        transport.script = request -> ScriptedTransport.answer(410);
        UUID first = onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        clock.advance(Duration.ofMillis(1));
        UUID second = onlyDelivery(webhooks, webhooks.publish(paid(2)).event()).id();

        webhooks.startDelivery();

        eventually(() -> assertThat(state(webhooks, second)).isEqualTo(DeliveryState.HELD));
        assertThat(state(webhooks, first)).isEqualTo(DeliveryState.DEAD);
        assertThat(transport.requests).hasSize(1);
    }
}
