package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore.Written;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and what a claim is. */
abstract class DeliveryClaimContract extends IdempotencyContract {
    private static final Duration WITHIN_LEASE = LEASE.minusMinutes(2);

    private static DeliveryClaim wanted(int max, int perEndpoint, Map<UUID, Integer> inFlight) {
        return new DeliveryClaim(max, LEASE, NODE, perEndpoint, inFlight, Optional.empty());
    }

    private static DeliveryClaim after(int max, UUID endpoint) {
        return new DeliveryClaim(max, LEASE, NODE, PER_ENDPOINT, Map.of(), Optional.of(endpoint));
    }

    @Test
    void the_longest_due_of_an_endpoint_is_claimed_first() throws Exception {
        register("*");
        List<UUID> inOrder = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inOrder.add(publish("order.paid"));
            advance(Duration.ofSeconds(10));
        }

        assertThat(events(claim(2))).containsExactlyElementsOf(inOrder.subList(0, 2));
        assertThat(events(claim(10))).containsExactlyElementsOf(inOrder.subList(2, 5));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_retry_has_its_turn_by_when_it_is_due() throws Exception {
        register("*");
        UUID first = publish("order.paid");
        assertThat(finish(Results.retry(claimOne(), Duration.ofHours(1)))).isTrue();
        advance(Duration.ofMinutes(30));
        UUID second = publish("order.paid");
        advance(Duration.ofMinutes(31));
        UUID third = publish("order.paid");

        assertThat(events(claim(10))).containsExactly(second, first, third);
    }

    @Test
    void no_more_are_claimed_than_asked_for() {
        register("*");
        register("*");
        publish("order.paid");
        publish("order.paid");

        assertThat(claim(0)).isEmpty();
        assertThat(claim(1)).hasSize(1);
        assertThat(claim(2)).hasSize(2);
        assertThat(claim(2)).hasSize(1);
    }

    @Test
    void no_more_are_claimed_of_an_endpoint_than_it_has_free_places() {
        UUID usual = register("*");
        UUID narrow = register(spec("*").maxInFlight(1));
        UUID wide = register(spec("*").maxInFlight(5));
        for (int i = 0; i < 10; i++) {
            publish("order.paid");
        }

        List<UUID> claimed = endpointIds(outbox.claim(wanted(100, 3, Map.of(usual, 1, narrow, 1, wide, 2))));

        assertThat(claimed).containsOnly(usual, wide);
        assertThat(claimed.stream().filter(usual::equals)).hasSize(2);
        assertThat(claimed.stream().filter(wide::equals)).hasSize(3);
        assertThat(outbox.claim(wanted(100, 0, Map.of(wide, 7, narrow, 2, usual, 1))))
                .isEmpty();
        assertThat(endpointIds(outbox.claim(wanted(100, 0, Map.of(wide, 5))))).containsExactly(narrow);
    }

    @Test
    void claims_come_endpoint_after_endpoint_in_the_order_of_ids() {
        List<UUID> three = List.of(register("*"), register("*"), register("*"));
        publish("order.paid");
        publish("order.paid");

        List<UUID> claimed = endpointIds(claim(5));

        assertThat(claimed).containsExactly(three.get(0), three.get(0), three.get(1), three.get(1), three.get(2));
    }

    @Test
    void a_claim_begins_after_an_endpoint_and_goes_round() {
        List<UUID> three = List.of(register("*"), register("*"), register("*"));
        for (int i = 0; i < 4; i++) {
            publish("order.paid");
        }

        assertThat(endpointIds(outbox.claim(after(1, three.get(0))))).containsExactly(three.get(1));
        assertThat(endpointIds(outbox.claim(after(1, three.get(1))))).containsExactly(three.get(2));
        assertThat(endpointIds(outbox.claim(after(1, three.get(2))))).containsExactly(three.get(0));
        assertThat(endpointIds(outbox.claim(after(7, three.get(1)))))
                .containsExactly(
                        three.get(2),
                        three.get(2),
                        three.get(2),
                        three.get(0),
                        three.get(0),
                        three.get(0),
                        three.get(1));
    }

    @Test
    void the_backlog_of_a_full_endpoint_does_not_hinder_others() {
        UUID full = register(spec("*").maxInFlight(2));
        for (int i = 0; i < 300; i++) {
            publish("order.paid");
        }
        UUID healthy = register("*");
        UUID few = publish("order.paid");

        List<Claim<DeliveryWork>> claims = outbox.claim(wanted(10, 5, Map.of(full, 2)));

        assertThat(endpointIds(claims)).containsExactly(healthy);
        assertThat(events(claims)).containsExactly(few);
    }

    @Test
    void nothing_is_claimed_for_an_endpoint_that_is_not_enabled() {
        UUID disabled = register("*");
        UUID removed = register("*");
        publish("order.paid");

        state(disabled, EndpointState.DISABLED);
        state(removed, EndpointState.REMOVED);

        assertThat(claim(10)).isEmpty();
    }

    @Test
    void nothing_is_claimed_before_it_is_due() throws Exception {
        register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        assertThat(finish(Results.retry(first, Duration.ofHours(1)))).isTrue();

        assertThat(claim(10)).isEmpty();
        advance(Duration.ofMinutes(59));
        assertThat(claim(10)).isEmpty();
        advance(Duration.ofMinutes(1));
        assertThat(ids(claim(10))).containsExactly(first.id());
    }

    @Test
    void a_claim_writes_its_attempt_before_anything_is_sent() {
        UUID endpoint = register("*");
        UUID event = publish("order.paid");
        Instant before = outbox.now();
        Claim<DeliveryWork> claim = claimOne();
        Instant after = outbox.now();

        assertThat(claim.id()).isEqualTo(deliveryOf(event).id());
        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(claim.scheduled()).isEqualTo(1);
        assertThat(claim.work().event().id()).isEqualTo(event);
        assertThat(claim.work().endpoint().endpoint().id()).isEqualTo(endpoint);
        assertThat(claim.work().claimedAt()).isBetween(before, after);
        List<DeliveryAttempt> attempts = outbox.attempts(claim.id());
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).delivery()).isEqualTo(claim.id());
        assertThat(attempts.get(0).number()).isEqualTo(1);
        assertThat(attempts.get(0).node()).isEqualTo(NODE);
        assertThat(attempts.get(0).startedAt()).isEqualTo(claim.work().claimedAt());
        assertThat(attempts.get(0).endedAt()).isEmpty();
        assertThat(attempts.get(0).outcome()).isEqualTo(AttemptOutcome.STARTED);
        Delivery delivery = found(claim.id());
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(delivery.dueAt()).contains(claim.work().claimedAt().plus(LEASE));
    }

    @Test
    void what_is_claimed_is_not_claimed_again_while_its_lease_holds() throws Exception {
        register("*");
        publishAndClaim();

        assertThat(claim(10)).isEmpty();
        advance(WITHIN_LEASE);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_lease_that_ran_out_makes_its_delivery_due_again() throws Exception {
        register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        advance(LEASE);

        List<Claim<DeliveryWork>> claims =
                outbox.claim(new DeliveryClaim(10, LEASE, "node-2", PER_ENDPOINT, Map.of(), Optional.empty()));

        assertThat(ids(claims)).containsExactly(first.id());
        assertThat(claims.get(0).fence()).isGreaterThan(first.fence());
        assertThat(claims.get(0).attempt()).isEqualTo(2);
        assertThat(claims.get(0).scheduled()).isEqualTo(2);
        assertThat(outcomes(first.id())).containsExactly(AttemptOutcome.UNKNOWN, AttemptOutcome.STARTED);
        assertThat(outbox.attempts(first.id()).get(0).endedAt()).isPresent();
        assertThat(outbox.attempts(first.id()).get(1).node()).isEqualTo("node-2");
    }

    @Test
    void a_claim_brings_the_endpoint_as_it_is_now() throws Exception {
        UUID id = register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        assertThat(finish(Results.retry(first, Duration.ofMinutes(5)))).isTrue();
        StoredEndpoint read = endpoint(id);
        List<SealedSecret> rotated = List.of(secret("newer"), secret("sealed"));
        EndpointSpec moved = read.endpoint().spec().url("https://example.test/moved");

        assertThat(endpoints.update(Changed.of(read, moved, rotated))).isInstanceOf(Written.Done.class);

        advance(Duration.ofMinutes(5));
        Claim<DeliveryWork> second = claimOne();
        StoredEndpoint now = second.work().endpoint();
        assertThat(now.endpoint().spec().url()).isEqualTo("https://example.test/moved");
        assertThat(now.secrets()).isEqualTo(rotated);
        assertThat(now.version()).isEqualTo(endpoint(id).version());
        assertThat(second.work().event().id()).isEqualTo(first.work().event().id());
        assertThat(second.work().event().payload())
                .isEqualTo(first.work().event().payload());
    }

    @Test
    void concurrent_claimers_never_overlap_and_leave_nothing_behind() throws Exception {
        register("*");
        register("*");
        register("order.*");
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            publish("order.paid");
        }

        List<UUID> claimed = new ArrayList<>();
        Threads.together(8, this::claimAndDeliverAll).forEach(claimed::addAll);
        List<UUID> safety = List.copyOf(claimed);
        claimed.addAll(claimAndDeliverAll());

        listed(DeliveryQuery.all()).forEach(delivery -> all.add(delivery.id()));
        assertThat(safety).doesNotHaveDuplicates();
        assertThat(new HashSet<>(claimed)).hasSize(300).isEqualTo(all);
        assertThat(all).allMatch(id -> outcomes(id).equals(List.of(AttemptOutcome.DELIVERED)));
    }

    private List<UUID> claimAndDeliverAll() {
        List<UUID> mine = new ArrayList<>();
        List<Claim<DeliveryWork>> claims = claim(7);
        while (!claims.isEmpty()) {
            mine.addAll(ids(claims));
            assertThat(outbox.finish(claims.stream().map(Results::delivered).toList()))
                    .isEmpty();
            claims = claim(7);
        }
        return mine;
    }
}
