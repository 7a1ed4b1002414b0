package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How deliveries are listed, and what retention deletes. */
abstract class DeliveryLogContract extends SettleContract {
    private static final Duration HOUR = Duration.ofHours(1);

    private List<Delivery> pages(DeliveryQuery query, int limit) {
        List<Delivery> all = new ArrayList<>();
        Page<Delivery> page = outbox.list(query.limit(limit));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(limit);
            page = outbox.list(query.limit(limit).after(page.next().get()));
            assertThat(page.items()).isNotEmpty().doesNotContainAnyElementsOf(all);
            all.addAll(page.items());
        }
        return all;
    }

    @Test
    void deliveries_are_listed_newest_first_page_by_page() throws Exception {
        register("*");
        register(spec("*").owner("other"));
        List<UUID> published = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            published.add(
                    0,
                    publish(NewEvents.of("order.paid").owner(i % 3 == 2 ? "other" : OWNER))
                            .event());
            advance(Duration.ofSeconds(1));
        }

        for (int limit = 1; limit <= 7; limit++) {
            List<Delivery> all = pages(DeliveryQuery.all(), limit);
            assertThat(all).extracting(Delivery::event).containsExactlyElementsOf(published);
            assertThat(pages(DeliveryQuery.all().ofOwner("other"), limit))
                    .extracting(Delivery::event)
                    .containsExactly(published.get(0), published.get(3));
            assertThat(all).allSatisfy(one -> assertThat(one).isEqualTo(found(one.id())));
        }
    }

    @Test
    void deliveries_of_one_moment_are_paged_without_gaps_or_overlaps() {
        for (int i = 0; i < 5; i++) {
            register("*");
        }
        List<UUID> events = List.of(publish("order.paid"), publish("order.paid"), publish("ping"));

        List<Delivery> all = pages(DeliveryQuery.all(), 4);

        assertThat(all).extracting(Delivery::id).hasSize(15).doesNotHaveDuplicates();
        for (UUID event : events) {
            assertThat(pages(DeliveryQuery.all().ofEvent(event), 2))
                    .hasSize(5)
                    .allMatch(one -> one.event().equals(event));
        }
    }

    @Test
    void a_list_has_only_what_was_asked_for() {
        UUID one = register("*");
        UUID two = register("order.*");
        publish("ping");
        finish(Results.dead(claimOne()));
        UUID event = publish("order.paid");
        state(two, EndpointState.DISABLED);
        outbox.settle(10);
        DeliveryQuery all = DeliveryQuery.all();

        assertThat(listed(all)).hasSize(3);
        assertThat(listed(all.toEndpoint(one)))
                .hasSize(2)
                .allMatch(it -> it.endpoint().equals(one));
        assertThat(listed(all.inState(DeliveryState.HELD)))
                .extracting(Delivery::endpoint)
                .containsExactly(two);
        assertThat(listed(all.toEndpoint(one).inState(DeliveryState.DEAD)))
                .extracting(Delivery::eventType)
                .containsExactly("ping");
        assertThat(listed(all.ofEvent(event).toEndpoint(one))).hasSize(1);
        assertThat(listed(all.ofOwner("other").toEndpoint(one))).isEmpty();
        assertThat(listed(all.inState(DeliveryState.DELIVERED))).isEmpty();
        assertThat(listed(all.ofEvent(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void attempts_are_told_by_number() {
        register("*");
        UUID id = deliveryOf(publish("order.paid")).id();
        for (int i = 0; i < 12; i++) {
            finish(Results.retry(claimOne(), Duration.ZERO));
        }

        assertThat(outbox.attempts(id))
                .extracting(DeliveryAttempt::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(outbox.findDelivery(UUID.randomUUID())).isEmpty();
        assertThat(outbox.attempts(UUID.randomUUID())).isEmpty();
    }

    private void purgeAll(Instant until) {
        for (int rounds = 0; outbox.purge(until, 100) >= 100; rounds++) {
            assertThat(rounds).isLessThan(100);
        }
    }

    @Test
    void what_was_over_until_then_is_deleted_with_its_attempts_and_its_event() throws Exception {
        register("*");
        Claim<DeliveryWork> old = publishAndClaim();
        finish(Results.delivered(old));
        Instant until = found(old.id()).finishedAt().orElseThrow();
        advance(HOUR);
        Claim<DeliveryWork> young = publishAndClaim();
        finish(Results.dead(young));

        assertThat(outbox.purge(until.minus(1, ChronoUnit.MICROS), 100)).isZero();
        assertThat(outbox.purge(until, 100)).isPositive();

        assertThat(outbox.findDelivery(old.id())).isEmpty();
        assertThat(outbox.attempts(old.id())).isEmpty();
        assertThat(outbox.findEvent(old.work().event().id())).isEmpty();
        assertThat(stateOf(young.id())).isEqualTo(DeliveryState.DEAD);
        assertThat(outcomes(young.id())).containsExactly(AttemptOutcome.FAILED);
        assertThat(outbox.findEvent(young.work().event().id())).isPresent();
        assertThat(outbox.purge(until, 100)).isZero();
    }

    @Test
    void what_is_pending_or_held_is_never_deleted() throws Exception {
        register("*");
        UUID disabled = register("ping");
        state(disabled, EndpointState.DISABLED);
        Claim<DeliveryWork> leased = publishAndClaim();
        UUID held = publish(NewEvents.of("ping").onlyTo(disabled)).event();
        UUID waiting = publish("order.paid");
        Claim<DeliveryWork> retried = claimOne();
        finish(Results.retry(retried, Duration.ofDays(9)));
        Claim<DeliveryWork> again = publishAndClaim();
        finish(Results.dead(again));
        assertThat(outbox.redeliver(again.id())).isTrue();
        advance(HOUR);

        purgeAll(outbox.now());

        assertThat(listed(DeliveryQuery.all())).hasSize(4);
        assertThat(outcomes(leased.id())).containsExactly(AttemptOutcome.STARTED);
        assertThat(outcomes(retried.id())).containsExactly(AttemptOutcome.FAILED);
        assertThat(outbox.findEvent(held)).isPresent();
        assertThat(outbox.findEvent(waiting)).isPresent();
    }

    @Test
    void an_event_stays_as_long_as_one_of_its_deliveries() throws Exception {
        register("*");
        register("*");
        UUID event = publish("order.paid");
        List<Claim<DeliveryWork>> both = claim(2);
        finish(Results.delivered(both.get(0)));
        finish(Results.retry(both.get(1), HOUR));
        advance(HOUR);

        purgeAll(outbox.now());

        assertThat(outbox.findDelivery(both.get(0).id())).isEmpty();
        assertThat(outbox.findEvent(event)).isPresent();
        Claim<DeliveryWork> last = claimOne();
        assertThat(last.id()).isEqualTo(both.get(1).id());
        finish(Results.delivered(last));
        advance(HOUR);
        purgeAll(outbox.now());
        assertThat(outbox.findEvent(event)).isEmpty();
    }

    @Test
    void an_event_that_nobody_wanted_is_deleted_by_when_it_was_published() throws Exception {
        UUID old = publish("order.paid");
        Instant until = outbox.now();
        advance(HOUR);
        UUID young = publish("order.paid");

        purgeAll(until);

        assertThat(outbox.findEvent(old)).isEmpty();
        assertThat(outbox.findEvent(young)).isPresent();
    }

    @Test
    void what_is_deleted_at_once_is_bounded() throws Exception {
        register("*");
        for (int i = 0; i < 7; i++) {
            publish("order.paid");
        }
        outbox.finish(claim(10).stream().map(Results::delivered).toList());
        advance(HOUR);

        assertThat(outbox.purge(outbox.now(), 3)).isGreaterThanOrEqualTo(3);
        assertThat(listed(DeliveryQuery.all())).hasSize(4);
        while (outbox.purge(outbox.now(), 3) >= 3) {
            assertThat(listed(DeliveryQuery.all())).hasSizeLessThan(4);
        }
        assertThat(listed(DeliveryQuery.all())).isEmpty();
    }

    @Test
    void cancelled_deliveries_of_a_removed_endpoint_are_deleted_too() throws Exception {
        UUID endpoint = register("*");
        UUID id = deliveryOf(publish("order.paid")).id();
        state(endpoint, EndpointState.REMOVED);
        outbox.settle(10);
        advance(HOUR);

        purgeAll(outbox.now());

        assertThat(outbox.findDelivery(id)).isEmpty();
        assertThat(endpoints.find(endpoint)).isEmpty();
    }

    @Test
    void a_key_is_free_again_once_its_event_is_deleted() throws Exception {
        register("*");
        UUID first = publish(NewEvents.of("order.paid").idempotencyKey("key-1")).event();
        finish(Results.delivered(claimOne()));
        advance(HOUR);
        purgeAll(outbox.now());

        Published again = publish(NewEvents.of("order.paid").idempotencyKey("key-1"));

        assertThat(again.repeated()).isFalse();
        assertThat(again.event()).isNotEqualTo(first);
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void what_was_stored_is_there_after_reopening() throws Exception {
        needs(Ability.SURVIVES_REOPEN);
        register("*");
        Claim<DeliveryWork> dead = publishAndClaim();
        finish(Results.dead(dead));
        Claim<DeliveryWork> open = publishAndClaim();
        List<Delivery> before = listed(DeliveryQuery.all());

        use(reopenedStore());

        assertThat(listed(DeliveryQuery.all())).isEqualTo(before);
        assertThat(outcomes(dead.id())).containsExactly(AttemptOutcome.FAILED);
        assertThat(claim(10)).isEmpty();
        assertThat(finish(Results.delivered(open))).isTrue();
        assertThat(stateOf(open.id())).isEqualTo(DeliveryState.DELIVERED);
    }
}
