package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.observe.Notice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishTest extends SendFixture {
    private static final int LIMIT = 256 * 1024;

    private static Event bytes(int count) {
        return Event.ofBytes("order.paid", "application/octet-stream", new byte[count]);
    }

    @Test
    void an_unknown_type_is_refused_with_the_nearest_name() {
        Webhooks webhooks = open();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.publish(Event.of("order.piad", "")))
                .withMessageContaining("'order.piad' is not declared; did you mean 'order.paid'?");
        assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items()).isEmpty();
    }

    @Test
    void the_default_owner_owns_what_names_none() {
        Webhooks webhooks = open();
        Endpoint ours = register(webhooks, spec(SHOP));
        register(webhooks, spec(SHOP).owner("globex"));

        Published published = webhooks.publish(paid(1));

        assertThat(published.deliveries()).isEqualTo(1);
        assertThat(onlyDelivery(webhooks, published.event()).endpoint()).isEqualTo(ours.id());
        assertThat(webhooks.deliveries().event(published.event()).orElseThrow().owner())
                .isEqualTo("acme");
    }

    @Test
    void without_a_default_an_owner_must_be_named() {
        WebhooksBuilder noDefault = builder();
        noDefault.defaultOwner = Optional.empty();
        Webhooks webhooks = open(noDefault);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.publish(paid(1)))
                .withMessageContaining("no owner");
        assertThat(webhooks.publish(paid(1).owner("globex")).event()).isNotNull();
    }

    @Test
    void every_fault_of_an_event_is_told_at_once() {
        Webhooks webhooks = open();
        Event event = Event.ofBytes("order.piad", "no type", new byte[LIMIT + 1])
                .owner(" ")
                .idempotencyKey("a\nb")
                .tag("x".repeat(101));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.publish(event))
                .withMessageContainingAll(
                        "not declared", "owner", "idempotency key", "content type", "tag", "262145 bytes");
    }

    @Test
    void at_most_ten_tags_are_kept() {
        Webhooks webhooks = open();
        Event event = paid(1);
        for (int i = 0; i < 10; i++) {
            event = event.tag("tag " + i);
        }
        Event tooMany = event.tag("one more");

        Published published = webhooks.publish(event);

        assertThat(webhooks.deliveries().event(published.event()).orElseThrow().tags())
                .hasSize(10)
                .startsWith("tag 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.publish(tooMany))
                .withMessageContaining("11 tags");
    }

    @Test
    void a_payload_of_exactly_256_KiB_is_published_and_one_byte_more_is_refused() {
        Webhooks webhooks = open();

        Published published = webhooks.publish(bytes(LIMIT));

        assertThat(webhooks.deliveries().event(published.event()).orElseThrow().payload())
                .hasSize(LIMIT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.publish(bytes(LIMIT + 1)))
                .withMessage("event is not published: its payload has 262145 bytes but at most 262144 are allowed");
    }

    @Test
    void the_limit_counts_what_the_writer_wrote() {
        Webhooks webhooks = open(builder().maxPayload(10));

        assertThat(webhooks.publish(Event.of("order.paid", "12345678")).event()).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> webhooks.publish(Event.of("order.paid", "123456789")));
        assertThatIllegalArgumentException().isThrownBy(() -> webhooks.publish(Event.of("order.paid", "€€€")));
    }

    @Test
    void an_object_becomes_json_and_bytes_stay_what_they_are() {
        Webhooks webhooks = open();
        byte[] untidy = utf8("{ \"a\" : 1.0 ,\r\n \"a\":2 }\u0000");

        Published object = webhooks.publish(Event.of("order.paid", Map.of("total", 12)));
        Published raw = webhooks.publish(Event.ofBytes("order.paid", "text/csv", untidy));

        StoredEvent json = webhooks.deliveries().event(object.event()).orElseThrow();
        assertThat(json.payload()).asString().isEqualTo("{\"total\":12}");
        assertThat(json.contentType()).isEqualTo("application/json");
        StoredEvent csv = webhooks.deliveries().event(raw.event()).orElseThrow();
        assertThat(csv.payload()).isEqualTo(untidy);
        assertThat(csv.contentType()).isEqualTo("text/csv");
    }

    @Test
    void a_writer_of_the_application_writes_objects_but_never_touches_bytes() {
        Webhooks webhooks = open(builder().payloadWriter(payload -> utf8("written " + payload)));

        Published object = webhooks.publish(Event.of("order.paid", 1));
        Published raw = webhooks.publish(Event.ofBytes("order.paid", "text/csv", utf8("a;b")));

        assertThat(webhooks.deliveries().event(object.event()).orElseThrow().payload())
                .asString()
                .isEqualTo("written 1");
        assertThat(webhooks.deliveries().event(raw.event()).orElseThrow().payload())
                .asString()
                .isEqualTo("a;b");
    }

    @Test
    void what_cannot_be_written_is_refused_with_its_class_and_cause_and_nothing_of_it() {
        IOException cause = new IOException("no");
        Webhooks failing = open(builder().payloadWriter(payload -> {
            throw cause;
        }));
        Webhooks nothing = open(builder().payloadWriter(payload -> null));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> failing.publish(Event.of("order.piad", "top secret")))
                .withCause(cause)
                .withMessageContainingAll("order.piad", "cannot be written", "java.lang.String")
                .withMessageNotContaining("top secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nothing.publish(Event.of("order.paid", 1)))
                .withMessageContaining("cannot be written");
    }

    @Test
    void several_are_published_all_or_none() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));

        assertThatThrownBy(() -> webhooks.publishAll(List.of(paid(1), Event.of("nope", 1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items()).isEmpty();

        assertThat(webhooks.publishAll(List.of(paid(1), paid(2))))
                .extracting(Published::deliveries)
                .containsExactly(1, 1);
        assertThat(webhooks.publishAll(List.of())).isEmpty();
    }

    @Test
    void a_repeated_idempotency_key_tells_the_first_event_and_publishes_nothing() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        register(webhooks, spec(SHOP).owner("globex"));

        Published first = webhooks.publish(paid(1).idempotencyKey("k"));
        Published again = webhooks.publish(paid(2).idempotencyKey("k"));
        Published others = webhooks.publish(paid(1).idempotencyKey("k").owner("globex"));

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Published(first.event(), 1, true));
        assertThat(others.repeated()).isFalse();
        assertThat(heard(Notice.EventPublished.class))
                .extracting(Notice.EventPublished::event)
                .containsExactly(first.event(), others.event());
    }

    @Test
    void an_event_that_nobody_wants_is_kept_unless_set_otherwise() {
        Webhooks keeping = open();
        Webhooks dropping = open(builder().keepUnheard(false));

        Published kept = keeping.publish(paid(1));
        Published dropped = dropping.publish(paid(1));

        assertThat(kept.deliveries()).isZero();
        assertThat(keeping.deliveries().event(kept.event())).isPresent();
        assertThat(dropped.deliveries()).isZero();
        assertThat(keeping.deliveries().event(dropped.event())).isEmpty();
    }

    @Test
    void an_endpoint_gets_the_types_that_it_asked_for() {
        Webhooks webhooks = open(builder().eventTypes("invoice.paid"));
        register(webhooks, EndpointSpec.to("https://a.example/").events("order.paid"));
        register(webhooks, EndpointSpec.to("https://b.example/").events("order.*"));
        register(webhooks, EndpointSpec.to("https://c.example/").events("*"));

        assertThat(webhooks.publish(paid(1)).deliveries()).isEqualTo(3);
        assertThat(webhooks.publish(Event.of("order.sent", 1)).deliveries()).isEqualTo(2);
        assertThat(webhooks.publish(Event.of("invoice.paid", 1)).deliveries()).isEqualTo(1);
    }

    @Test
    void nothing_that_is_published_shows_in_texts() {
        Event event = Event.of("order.paid", "top secret");
        NewEvent prepared = open().prepare(event);

        assertThat(event + " " + prepared).doesNotContain("top secret");
    }
}
