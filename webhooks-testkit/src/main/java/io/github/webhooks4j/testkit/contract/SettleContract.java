package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries whose endpoint changed its state, and what is delivered again. */
abstract class SettleContract extends FollowUpContract {
    private long in(DeliveryState state) {
        return listed(DeliveryQuery.all().inState(state)).size();
    }

    private void redelivers(UUID id) {
        assertThat(outbox.redeliver(id)).isTrue();
    }

    @Test
    void waiting_deliveries_follow_their_endpoint() throws Exception {
        UUID endpoint = register("*");
        register("order.*");
        Claim<DeliveryWork> retried = publishAndClaimOf(endpoint);
        finish(Results.retry(retried, Duration.ofHours(5)));
        publish("ping");
        assertThat(outbox.settle(100)).isZero();

        state(endpoint, EndpointState.DISABLED);
        assertThat(outbox.settle(100)).isEqualTo(2);
        assertThat(outbox.settle(100)).isZero();
        assertThat(in(DeliveryState.HELD)).isEqualTo(2);
        assertThat(found(retried.id()).dueAt()).isEmpty();
        advance(Duration.ofHours(6));

        state(endpoint, EndpointState.ENABLED);
        Instant before = outbox.now();
        assertThat(outbox.settle(100)).isEqualTo(2);
        assertThat(found(retried.id()).dueAt().orElseThrow()).isBetween(before, outbox.now());
        List<Claim<DeliveryWork>> claims = claim(10);
        assertThat(endpointIds(claims).stream().filter(endpoint::equals)).hasSize(2);
        Claim<DeliveryWork> again = claims.stream()
                .filter(one -> one.id().equals(retried.id()))
                .findFirst()
                .orElseThrow();
        assertThat(again.scheduled()).isEqualTo(2);
    }

    /** Claims the delivery to one endpoint; those to others stay claimed. */
    private Claim<DeliveryWork> publishAndClaimOf(UUID endpoint) {
        publish("order.paid");
        return claim(100).stream()
                .filter(one -> one.work().endpoint().endpoint().id().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_waits_for_a_removed_endpoint_is_cancelled() {
        UUID endpoint = register("*");
        UUID pending = deliveryOf(publish("order.paid")).id();
        state(endpoint, EndpointState.DISABLED);
        UUID held = deliveryOf(publish("order.paid")).id();

        state(endpoint, EndpointState.REMOVED);
        Instant before = outbox.now();
        assertThat(outbox.settle(100)).isEqualTo(2);

        for (UUID id : List.of(pending, held)) {
            assertThat(stateOf(id)).isEqualTo(DeliveryState.CANCELLED);
            assertThat(found(id).dueAt()).isEmpty();
            assertThat(found(id).finishedAt().orElseThrow()).isBetween(before, outbox.now());
        }
    }

    @Test
    void settling_is_bounded_and_tells_how_many_it_moved() {
        UUID endpoint = register("*");
        for (int i = 0; i < 5; i++) {
            publish("order.paid");
        }
        state(endpoint, EndpointState.DISABLED);

        assertThat(List.of(outbox.settle(2), outbox.settle(2), outbox.settle(2)))
                .containsExactly(2, 2, 1);
        assertThat(in(DeliveryState.HELD)).isEqualTo(5);
        state(endpoint, EndpointState.ENABLED);
        assertThat(List.of(outbox.settle(3), outbox.settle(3))).containsExactly(3, 2);
        assertThat(in(DeliveryState.PENDING)).isEqualTo(5);
        state(endpoint, EndpointState.REMOVED);
        assertThat(List.of(outbox.settle(4), outbox.settle(4))).containsExactly(4, 1);
        assertThat(in(DeliveryState.CANCELLED)).isEqualTo(5);
    }

    @Test
    void what_is_over_stays_what_it_is() {
        UUID endpoint = register("*");
        finish(Results.delivered(publishAndClaim()));
        finish(Results.dead(publishAndClaim()));

        state(endpoint, EndpointState.REMOVED);

        assertThat(outbox.settle(100)).isZero();
        assertThat(in(DeliveryState.DELIVERED)).isEqualTo(1);
        assertThat(in(DeliveryState.DEAD)).isEqualTo(1);
    }

    @Test
    void what_is_under_a_lease_stays_until_its_result_is_there() {
        UUID endpoint = register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        state(endpoint, EndpointState.DISABLED);

        assertThat(outbox.settle(100)).isZero();
        assertThat(finish(Results.retry(claim, Duration.ZERO))).isTrue();
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.PENDING);
        assertThat(claim(10)).isEmpty();
        assertThat(outbox.settle(100)).isEqualTo(1);
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.HELD);
    }

    @Test
    void what_lost_its_lease_is_settled_and_its_attempt_becomes_unknown() throws Exception {
        UUID endpoint = register("*");
        Claim<DeliveryWork> lost = publishAndClaim();
        state(endpoint, EndpointState.REMOVED);
        advance(LEASE);

        assertThat(outbox.settle(100)).isEqualTo(1);

        assertThat(stateOf(lost.id())).isEqualTo(DeliveryState.CANCELLED);
        assertThat(outcomes(lost.id())).containsExactly(AttemptOutcome.UNKNOWN);
        assertThat(outbox.finish(List.of(Results.retry(lost, Duration.ZERO)))).containsExactly(lost.id());
        assertThat(stateOf(lost.id())).isEqualTo(DeliveryState.CANCELLED);
        assertThat(outcomes(lost.id())).containsExactly(AttemptOutcome.FAILED);
    }

    @Test
    void what_is_over_is_delivered_again_from_the_start_of_its_schedule() throws Exception {
        register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        finish(Results.retry(first, Duration.ZERO));
        Claim<DeliveryWork> second = claimOne();
        finish(Results.dead(second));

        redelivers(first.id());
        Delivery again = found(first.id());
        assertThat(again.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(again.finishedAt()).isEmpty();
        assertThat(again.attempts()).isEqualTo(2);
        Claim<DeliveryWork> third = claimOne();
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.scheduled()).isEqualTo(1);
        assertThat(third.fence()).isGreaterThan(second.fence());
        assertThat(third.work().event().id()).isEqualTo(first.work().event().id());
        finish(Results.delivered(third));

        redelivers(first.id());
        assertThat(claimOne().attempt()).isEqualTo(4);
    }

    @Test
    void a_waiting_delivery_is_made_due_at_once() {
        register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        finish(Results.retry(first, Duration.ofHours(9)));

        redelivers(first.id());

        assertThat(claimOne().scheduled()).isEqualTo(1);
    }

    @Test
    void what_is_under_a_lease_is_not_redelivered_until_it_ran_out() throws Exception {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        assertThat(outbox.redeliver(claim.id())).isFalse();
        advance(LEASE);

        redelivers(claim.id());

        assertThat(outcomes(claim.id())).containsExactly(AttemptOutcome.UNKNOWN);
        assertThat(outbox.finish(List.of(Results.delivered(claim)))).containsExactly(claim.id());
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.PENDING);
        assertThat(claimOne().scheduled()).isEqualTo(1);
    }

    @Test
    void a_redelivery_to_a_disabled_endpoint_is_held() {
        UUID endpoint = register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        finish(Results.dead(claim));
        state(endpoint, EndpointState.DISABLED);

        redelivers(claim.id());
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.HELD);
        assertThat(found(claim.id()).finishedAt()).isEmpty();
        redelivers(claim.id());
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.HELD);

        state(endpoint, EndpointState.ENABLED);
        redelivers(claim.id());
        assertThat(claimOne().scheduled()).isEqualTo(1);
    }

    @Test
    void nothing_is_redelivered_to_a_removed_endpoint() {
        UUID endpoint = register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        finish(Results.dead(claim));
        UUID waiting = deliveryOf(publish("order.paid")).id();
        state(endpoint, EndpointState.REMOVED);

        assertThat(outbox.redeliver(claim.id())).isFalse();
        assertThat(outbox.redeliver(waiting)).isFalse();
        outbox.settle(10);
        assertThat(outbox.redeliver(waiting)).isFalse();
        assertThat(outbox.redeliver(UUID.randomUUID())).isFalse();
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void no_claim_after_a_disable_and_no_orphans_after_settling() throws Exception {
        UUID endpoint = register("*");
        for (int i = 0; i < 100; i++) {
            publish("order.paid");
        }

        List<List<UUID>> claimed = Threads.together(4, () -> {
            List<UUID> mine = ids(claim(5));
            state(endpoint, EndpointState.DISABLED);
            assertThat(claim(5)).isEmpty();
            return mine;
        });
        while (outbox.settle(7) == 7) {
            assertThat(claim(5)).isEmpty();
        }

        List<UUID> all = claimed.stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(in(DeliveryState.HELD)).isEqualTo(100 - all.size());
        assertThat(in(DeliveryState.PENDING)).isEqualTo(all.size());
    }
}
