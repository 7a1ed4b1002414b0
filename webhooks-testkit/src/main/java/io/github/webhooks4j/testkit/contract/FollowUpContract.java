package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is written together with a result: the end of its endpoint, and further events. */
abstract class FollowUpContract extends DeliveryFinishContract {
    @Test
    void a_result_can_disable_its_endpoint() {
        UUID endpoint = register("*");
        UUID healthy = register("*");
        publish("order.paid");
        publish("order.paid");
        List<Claim<DeliveryWork>> claims = claim(4);
        Claim<DeliveryWork> first = claims.stream()
                .filter(one -> one.work().endpoint().endpoint().id().equals(endpoint))
                .findFirst()
                .orElseThrow();

        assertThat(finish(Results.gone(first))).isTrue();

        assertThat(endpoint(endpoint).endpoint().state()).isEqualTo(EndpointState.DISABLED);
        assertThat(endpoint(endpoint).endpoint().disabledBecause()).contains(DisabledBecause.GONE);
        assertThat(stateOf(first.id())).isEqualTo(DeliveryState.DEAD);
        assertThat(endpoint(healthy).endpoint().state()).isEqualTo(EndpointState.ENABLED);
        UUID later = publish("order.paid");
        assertThat(endpointIds(claim(10))).containsExactly(healthy);
        assertThat(listed(DeliveryQuery.all().ofEvent(later).inState(DeliveryState.HELD)))
                .hasSize(1);
    }

    @Test
    void a_result_of_a_lost_claim_disables_nothing_and_publishes_nothing() throws Exception {
        UUID endpoint = register("*");
        Claim<DeliveryWork> slow = publishAndClaim();
        advance(LEASE);
        claimOne();

        outbox.finish(List.of(Results.publishing(
                Results.gone(slow), NewEvents.of("webhooks.delivery.dead").build())));

        assertThat(endpoint(endpoint).endpoint().state()).isEqualTo(EndpointState.ENABLED);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void disabling_what_is_disabled_or_removed_changes_nothing() {
        UUID disabled = register("*");
        UUID removed = register("*");
        publish("order.paid");
        List<Claim<DeliveryWork>> claims = claim(2);
        state(disabled, EndpointState.DISABLED);
        state(removed, EndpointState.REMOVED);

        assertThat(outbox.finish(claims.stream().map(Results::gone).toList())).isEmpty();

        assertThat(endpoint(disabled).endpoint().disabledBecause()).contains(DisabledBecause.OPERATOR);
        assertThat(endpoints.find(removed)).isEmpty();
    }

    @Test
    void an_answer_from_before_a_change_does_not_disable_what_it_became() {
        UUID moved = register("*");
        Claim<DeliveryWork> toTheOldUrl = publishAndClaim();
        StoredEndpoint read = endpoint(moved);
        endpoints.update(Changed.of(read, read.endpoint().spec().url("https://moved.example/hooks")));

        assertThat(finish(Results.gone(toTheOldUrl))).isTrue();

        assertThat(endpoint(moved).endpoint().state()).isEqualTo(EndpointState.ENABLED);
        assertThat(stateOf(toTheOldUrl.id())).isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void an_answer_from_before_it_was_enabled_does_not_disable_it_again() {
        UUID back = register("*");
        Claim<DeliveryWork> before = publishAndClaim();
        state(back, EndpointState.DISABLED);
        state(back, EndpointState.ENABLED);

        assertThat(finish(Results.gone(before))).isTrue();

        assertThat(endpoint(back).endpoint().state()).isEqualTo(EndpointState.ENABLED);
    }

    @Test
    void follow_ups_are_published_with_the_result_like_any_event() {
        UUID broken = register("order.*");
        UUID operator = register("webhooks.*");
        Claim<DeliveryWork> claim = publishAndClaim();
        DeliveryResult result = Results.publishing(
                Results.dead(claim),
                NewEvents.of("webhooks.delivery.dead").idempotencyKey("k").build(),
                NewEvents.of("webhooks.delivery.dead").idempotencyKey("k").build(),
                NewEvents.of("webhooks.unheard").owner("other").onlyIfHeard().build());

        assertThat(finish(result)).isTrue();

        List<Claim<DeliveryWork>> claims = claim(10);
        assertThat(endpointIds(claims)).containsExactly(operator).doesNotContain(broken);
        assertThat(events(claims)).containsExactly(result.followUps().get(0).id());
        assertThat(outbox.findEvent(result.followUps().get(2).id())).isEmpty();
        assertThat(outbox.finish(List.of(result))).containsExactly(claim.id());
        assertThat(claim(10)).isEmpty();
    }
}
