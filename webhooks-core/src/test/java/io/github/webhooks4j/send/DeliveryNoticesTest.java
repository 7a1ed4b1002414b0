package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class DeliveryNoticesTest extends SendFixture {
    private static final String OPS = "https://ops.example/hooks";

    private List<String> names() {
        List<String> names = new ArrayList<>();
        notices.forEach(notice -> names.add(notice.getClass().getSimpleName()));
        return names;
    }

    private Webhooks answering(WebhooksBuilder builder, int... statuses) {
        transport.script =
                request -> ScriptedTransport.answer(statuses[Math.min(transport.requests.size(), statuses.length) - 1]);
        return open(builder);
    }

    @Test
    void a_delivery_is_told_from_publishing_to_its_end_and_each_end_after_it_is_written() {
        Map<Class<?>, DeliveryState> stateThen = new ConcurrentHashMap<>();
        WebhooksBuilder builder = builder().listener(notice -> {
            if (notice instanceof Notice.OfDelivery of && !(notice instanceof Notice.DeliveryAttempted)) {
                stateThen.put(
                        notice.getClass(),
                        store.outbox().findDelivery(of.delivery()).orElseThrow().state());
            }
        });
        Webhooks webhooks = answering(builder, 500, 200);
        UUID endpoint = register(webhooks, spec(SHOP)).id();
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();
        eventually(() -> assertThat(heard(Notice.DeliveryFailed.class)).hasSize(1));
        clock.advance(Duration.ofMinutes(6));
        eventually(() -> assertThat(heard(Notice.DeliveryDelivered.class)).hasSize(1));

        assertThat(names())
                .containsExactly(
                        "EventPublished",
                        "DeliveryAttempted",
                        "DeliveryFailed",
                        "DeliveryAttempted",
                        "DeliveryDelivered");
        Notice.DeliveryFailed failed = heard(Notice.DeliveryFailed.class).get(0);
        assertThat(failed.delivery()).isEqualTo(delivery);
        assertThat(failed.endpoint()).isEqualTo(endpoint);
        assertThat(failed.error()).isEqualTo("status 500");
        assertThat(failed.retryIn())
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(30));
        assertThat(heard(Notice.DeliveryDelivered.class).get(0).attempt()).isEqualTo(2);
        assertThat(stateThen)
                .containsEntry(Notice.DeliveryFailed.class, DeliveryState.PENDING)
                .containsEntry(Notice.DeliveryDelivered.class, DeliveryState.DELIVERED);
        assertThat(notices.toString()).doesNotContain(SHOP);
    }

    @Test
    void a_dead_delivery_is_told_and_logged_without_its_url() {
        Webhooks webhooks = answering(builder().schedule(RetrySchedule.of()), 500);
        register(webhooks, spec(SHOP));
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();

        eventually(() -> assertThat(heard(Notice.DeliveryDead.class))
                .extracting(Notice.DeliveryDead::delivery, Notice.DeliveryDead::error)
                .containsExactly(Tuple.tuple(delivery, "status 500")));
        assertThat(logged.list)
                .anyMatch(event -> event.getFormattedMessage().startsWith("delivery dead delivery=" + delivery))
                .noneMatch(event -> event.getFormattedMessage().contains("shop.example"));
        assertThat(heard(Notice.DeliveryFailed.class)).isEmpty();
    }

    @Test
    void an_endpoint_that_is_gone_is_told() {
        Webhooks webhooks = answering(builder(), 410);
        UUID endpoint = register(webhooks, spec(SHOP)).id();
        webhooks.publish(paid(1));
        webhooks.startDelivery();

        eventually(() -> assertThat(heard(Notice.EndpointDisabled.class))
                .extracting(Notice.EndpointDisabled::endpoint, Notice.EndpointDisabled::because)
                .containsExactly(Tuple.tuple(endpoint, "gone")));
    }

    @Test
    void what_retention_deletes_is_told() {
        Webhooks webhooks = answering(builder().retention(Duration.ofDays(1)), 200);
        register(webhooks, spec(SHOP));
        webhooks.publish(paid(1));
        DeliveryEngine engine = webhooks.startDelivery();
        eventually(() -> assertThat(heard(Notice.DeliveryDelivered.class)).hasSize(1));
        engine.close();
        clock.advance(Duration.ofDays(2));

        webhooks.startDelivery();

        eventually(() -> assertThat(heard(Notice.DeliveriesPurged.class))
                .extracting(Notice.DeliveriesPurged::count)
                .containsExactly(2L));
    }

    @Test
    void nothing_is_published_about_sending_unless_its_type_is_declared() {
        Webhooks webhooks = answering(builder().schedule(RetrySchedule.of()), 500);
        register(webhooks, spec(SHOP));
        webhooks.publish(paid(1));
        webhooks.startDelivery();

        eventually(() -> assertThat(heard(Notice.DeliveryDead.class)).hasSize(1));
        assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items()).hasSize(1);
    }

    @Test
    void declared_operational_events_come_with_the_result_are_sent_at_once_and_never_make_another() {
        Webhooks webhooks = open(builder()
                .schedule(RetrySchedule.of())
                .eventTypes(EventTypes.DELIVERY_DEAD, EventTypes.ENDPOINT_DISABLED)
                .pollInterval(Duration.ofMinutes(1)));
        UUID shop = register(webhooks, spec(SHOP).events("order.paid")).id();
        register(webhooks, spec(OPS).events("webhooks.*"));
        transport.script = request -> ScriptedTransport.answer(request.url().equals(SHOP) ? 410 : 500);
        List<DeliveryResult> written = new CopyOnWriteArrayList<>();
        store.before(
                "finish",
                arguments -> ((List<?>) arguments[0]).forEach(result -> written.add((DeliveryResult) result)));
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();

        eventually(() -> assertThat(heard(Notice.DeliveryDead.class)).hasSize(3));

        assertThat(written.get(0).followUps())
                .extracting(NewEvent::type)
                .containsExactly(EventTypes.DELIVERY_DEAD, EventTypes.ENDPOINT_DISABLED);
        assertThat(written).filteredOn(one -> !one.followUps().isEmpty()).hasSize(1);
        assertThat(transport.to(OPS)).hasSize(2);
        assertThat(transport.to(OPS).get(0).body())
                .asString()
                .contains(shop.toString(), delivery.toString(), "\"eventType\":\"order.paid\"")
                .doesNotContain(SHOP);
    }

    @Test
    void one_disabling_is_told_and_published_once_however_many_were_in_flight() {
        Webhooks webhooks =
                open(builder().eventTypes(EventTypes.ENDPOINT_DISABLED).perEndpoint(16));
        register(webhooks, spec(SHOP).events("order.*"));
        register(webhooks, spec(BANK).events("webhooks.*"));
        CompletableFuture<TransportResult> gone = new CompletableFuture<>();
        transport.script = request -> request.url().equals(SHOP) ? gone : ScriptedTransport.answer(200);
        for (int i = 0; i < 16; i++) {
            webhooks.publish(paid(i));
        }
        webhooks.startDelivery();
        until(() -> transport.to(SHOP).size() == 16);

        gone.complete(ScriptedTransport.answered(410));

        eventually(() -> assertThat(heard(Notice.DeliveryDead.class)).hasSize(16));
        eventually(() -> assertThat(transport.to(BANK)).hasSize(1));
        assertThat(heard(Notice.EndpointDisabled.class)).hasSize(1);
        assertThat(webhooks.deliveries()
                        .list(DeliveryQuery.all().inState(DeliveryState.DELIVERED))
                        .items())
                .hasSize(1);
    }
}
