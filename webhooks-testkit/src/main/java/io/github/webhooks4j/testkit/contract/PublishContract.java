package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.testkit.NewEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets an event, and what is kept of it. */
abstract class PublishContract extends SendStoreFixture {
    static Stream<byte[]> payloads() {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        byte[] large = new byte[256 * 1024];
        new Random(42).nextBytes(large);
        return Stream.of(every, new byte[0], large);
    }

    @ParameterizedTest
    @CsvSource({
        "order.paid, order.paid, true",
        "order.paid, order.payed, false",
        "order.paid, Order.paid, false",
        "order.paid, order.paid.late, false",
        "order.paid, order, false",
        "order_paid, orderxpaid, false",
        "order.*, order.paid, true",
        "order.*, order.item.added, true",
        "order.*, order, false",
        "order.*, orders.x, false",
        "order.*, Order.paid, false",
        "order.item.*, order.paid, false",
        "order_.*, orderx.paid, false",
        "*, order.paid, true",
        "*, ping, true"
    })
    void an_event_goes_to_who_subscribed_to_its_type(String pattern, String type, boolean expected) {
        UUID endpoint = register(pattern);

        Published published = publish(NewEvents.of(type));

        assertThat(published.deliveries()).isEqualTo(expected ? 1 : 0);
        assertThat(published.repeated()).isFalse();
        assertThat(listed(DeliveryQuery.all()).stream().map(Delivery::endpoint))
                .containsExactlyElementsOf(expected ? List.of(endpoint) : List.of());
        assertThat(endpointIds(claim(10))).containsExactlyElementsOf(expected ? List.of(endpoint) : List.of());
    }

    @Test
    void an_endpoint_gets_an_event_once_however_many_of_its_patterns_match() {
        register("*", "order.*", "order.paid", "invoice.*");

        assertThat(publish(NewEvents.of("order.paid")).deliveries()).isEqualTo(1);
    }

    @Test
    void every_endpoint_of_the_owner_gets_it_and_no_other() {
        UUID one = register("order.paid");
        UUID two = register("*");
        register("invoice.*");
        register(spec("*").owner("other"));

        Published published = publish(NewEvents.of("order.paid"));

        List<Delivery> deliveries = listed(DeliveryQuery.all());
        assertThat(published.deliveries()).isEqualTo(2);
        assertThat(deliveries).extracting(Delivery::endpoint).containsExactlyInAnyOrder(one, two);
        assertThat(deliveries).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(deliveries).allSatisfy(delivery -> {
            assertThat(delivery.event()).isEqualTo(published.event());
            assertThat(delivery.owner()).isEqualTo(OWNER);
            assertThat(delivery.eventType()).isEqualTo("order.paid");
        });
    }

    @Test
    void a_new_delivery_is_due_at_once_and_has_no_attempts() {
        register("*");
        Instant before = outbox.now();
        UUID event = publish("order.paid");
        Instant after = outbox.now();

        Delivery delivery = deliveryOf(event);

        assertThat(delivery.id().version()).isEqualTo(7);
        assertThat(delivery.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(delivery.attempts()).isZero();
        assertThat(delivery.createdAt()).isBetween(before, after);
        assertThat(delivery.dueAt()).hasValueSatisfying(due -> assertThat(due).isBetween(before, after));
        assertThat(delivery.finishedAt()).isEmpty();
        assertThat(delivery.lastStatus()).isEmpty();
        assertThat(delivery.lastError()).isEmpty();
        assertThat(outbox.attempts(delivery.id())).isEmpty();
    }

    @Test
    void deliveries_of_a_disabled_endpoint_are_held_and_a_removed_one_gets_none() {
        UUID disabled = register("*");
        state(disabled, EndpointState.DISABLED);
        UUID removed = register("*");
        state(removed, EndpointState.REMOVED);

        Published published = publish(NewEvents.of("order.paid"));

        assertThat(published.deliveries()).isEqualTo(1);
        Delivery held = deliveryOf(published.event());
        assertThat(held.endpoint()).isEqualTo(disabled);
        assertThat(held.state()).isEqualTo(DeliveryState.HELD);
        assertThat(held.dueAt()).isEmpty();
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void an_event_for_one_endpoint_goes_there_whatever_it_subscribed_to_and_nowhere_else() {
        UUID one = register("invoice.*");
        register("*");
        UUID stranger = register(spec("*").owner("other"));
        UUID removed = register("*");
        state(removed, EndpointState.REMOVED);

        assertThat(deliveryOf(publish(NewEvents.of("ping").onlyTo(one)).event()).endpoint())
                .isEqualTo(one);
        assertThat(publish(NewEvents.of("ping").onlyTo(stranger)).deliveries()).isZero();
        assertThat(publish(NewEvents.of("ping").onlyTo(removed)).deliveries()).isZero();
        assertThat(publish(NewEvents.of("ping").onlyTo(UUID.randomUUID())).deliveries())
                .isZero();
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void an_event_for_one_disabled_endpoint_is_held() {
        UUID one = register("*");
        state(one, EndpointState.DISABLED);

        UUID event = publish(NewEvents.of("ping").onlyTo(one)).event();

        assertThat(deliveryOf(event).state()).isEqualTo(DeliveryState.HELD);
    }

    @Test
    void an_event_that_nobody_wants_is_kept_only_if_it_says_so() {
        register("invoice.*");

        Published kept = publish(NewEvents.of("order.paid"));
        Published dropped = publish(NewEvents.of("order.paid").onlyIfHeard());
        Published heard = publish(NewEvents.of("invoice.sent").onlyIfHeard());

        assertThat(kept.deliveries()).isZero();
        assertThat(outbox.findEvent(kept.event())).isPresent();
        assertThat(dropped.deliveries()).isZero();
        assertThat(dropped.repeated()).isFalse();
        assertThat(outbox.findEvent(dropped.event())).isEmpty();
        assertThat(heard.deliveries()).isEqualTo(1);
        assertThat(outbox.findEvent(heard.event())).isPresent();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_bytes_of_a_payload_are_kept_as_they_are(byte[] payload) {
        register("*");
        UUID event = publish(NewEvents.of("order.paid").payload("text/x; charset=\"a b\"", payload))
                .event();

        for (StoredEvent kept :
                List.of(outbox.findEvent(event).orElseThrow(), claimOne().work().event())) {
            assertThat(kept.payload()).isEqualTo(payload);
            assertThat(kept.contentType()).isEqualTo("text/x; charset=\"a b\"");
        }
    }

    @Test
    void everything_that_was_published_is_kept() {
        register(spec("*").owner("tenant ☃ 1"));
        Instant before = outbox.now();
        NewEvent event = NewEvents.of("order.paid")
                .owner("tenant ☃ 1")
                .tags("z", "a", "\ud83d\ude00, \"[']", "a")
                .idempotencyKey("key é 'x'")
                .build();
        outbox.publish(List.of(event), new Watched());
        Instant after = outbox.now();

        for (StoredEvent kept : List.of(
                outbox.findEvent(event.id()).orElseThrow(), claimOne().work().event())) {
            assertThat(kept.id()).isEqualTo(event.id());
            assertThat(kept.type()).isEqualTo("order.paid");
            assertThat(kept.owner()).isEqualTo("tenant ☃ 1");
            assertThat(kept.tags()).containsExactly("z", "a", "\ud83d\ude00, \"[']", "a");
            assertThat(kept.idempotencyKey()).contains("key é 'x'");
            assertThat(kept.createdAt()).isBetween(before, after);
        }
    }

    @Test
    void what_was_absent_stays_absent() {
        StoredEvent kept = outbox.findEvent(publish("order.paid")).orElseThrow();

        assertThat(kept.tags()).isEmpty();
        assertThat(kept.idempotencyKey()).isEmpty();
        assertThat(outbox.findEvent(UUID.randomUUID())).isEmpty();
    }

    @Test
    void many_events_are_published_at_once_and_told_in_their_order() {
        register("order.*");
        register("*");
        List<NewEvent> many = IntStream.range(0, 300)
                .mapToObj(i -> NewEvents.of(i % 2 == 0 ? "order.paid" : "invoice.sent")
                        .tags("tag-" + i)
                        .build())
                .toList();
        Watched watch = new Watched();

        List<Published> published = outbox.publish(many, watch);

        assertThat(published)
                .extracting(Published::event)
                .containsExactlyElementsOf(many.stream().map(NewEvent::id).toList());
        assertThat(published).extracting(Published::deliveries).startsWith(2, 1, 2, 1);
        assertThat(claim(1000)).hasSize(450);
        assertThat(outbox.findEvent(many.get(299).id()).orElseThrow().tags()).containsExactly("tag-299");
        assertThat(watch.commits() + watch.unknown()).isEqualTo(1);
    }

    @Test
    void endpoints_registered_later_do_not_get_earlier_events() {
        publish("order.paid");
        register("*");

        assertThat(claim(10)).isEmpty();
        assertThat(publish(NewEvents.of("order.paid")).deliveries()).isEqualTo(1);
    }

    @Test
    void concurrent_publishers_lose_nothing() throws Exception {
        register("*");

        List<List<UUID>> published = Threads.together(8, () -> {
            List<UUID> mine = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                mine.add(publish("order.paid"));
            }
            return mine;
        });

        assertThat(events(claim(1000)))
                .containsExactlyInAnyOrderElementsOf(
                        published.stream().flatMap(List::stream).toList());
    }
}
