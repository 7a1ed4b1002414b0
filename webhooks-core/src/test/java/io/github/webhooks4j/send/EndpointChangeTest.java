package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.observe.Notice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class EndpointChangeTest extends SendFixture {
    private static List<String> faults(EndpointResult result) {
        assertThat(result).isInstanceOf(EndpointResult.Refused.class);
        return ((EndpointResult.Refused) result).faults();
    }

    @Test
    void a_change_keeps_what_it_does_not_name() {
        Webhooks webhooks = open();
        Endpoint before = register(webhooks, spec(SHOP).description("the shop"));

        Endpoint after = webhooks.endpoints()
                .change(before.id(), spec -> spec.url(BANK).events("order.sent"))
                .changed();

        assertThat(after.spec().url()).isEqualTo(BANK);
        assertThat(after.spec().events()).containsExactly("order.sent");
        assertThat(after.spec().description()).isEqualTo("the shop");
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(webhooks.endpoints().find(before.id()))
                .map(Endpoint::spec)
                .map(EndpointSpec::url)
                .contains(BANK);
    }

    @Test
    void every_fault_of_a_change_is_told_at_once_and_nothing_is_changed() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        transport.refusal = Optional.of("no");

        List<String> faults = faults(webhooks.endpoints()
                .change(
                        endpoint.id(),
                        spec -> spec.url(BANK)
                                .owner("globex")
                                .events("order.piad")
                                .secret(Secret.of("whsec_" + "QUJD".repeat(8)))));

        assertThat(faults)
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).contains("order.piad"),
                        fault -> assertThat(fault).isEqualTo("url: no"),
                        fault -> assertThat(fault).contains("owner of an endpoint never changes"),
                        fault -> assertThat(fault).contains("rotation"));
        assertThat(webhooks.endpoints().find(endpoint.id()))
                .map(Endpoint::spec)
                .map(EndpointSpec::url)
                .contains(SHOP);
    }

    @Test
    void an_event_type_that_nobody_declares_any_more_may_stay_but_not_come_back() {
        Endpoint endpoint = register(open(), spec(SHOP).events("order.paid", "order.sent"));
        Webhooks newer = open(Webhooks.builder(store).transport(transport).eventTypes("order.sent"));

        newer.endpoints().change(endpoint.id(), spec -> spec.description("new")).changed();
        newer.endpoints()
                .change(endpoint.id(), spec -> spec.events("order.sent"))
                .changed();

        assertThat(faults(newer.endpoints().change(endpoint.id(), spec -> spec.events("order.paid"))))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("order.paid"));
    }

    @Test
    void a_url_that_stays_is_not_judged_again() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        transport.refusal = Optional.of("its host resolves to nothing good now");

        webhooks.endpoints()
                .change(endpoint.id(), spec -> spec.description("new"))
                .changed();

        assertThat(transport.checked).containsExactly(SHOP);
    }

    @Test
    void a_spec_made_anew_keeps_the_owner() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP).owner("globex"));

        Endpoint after =
                webhooks.endpoints().change(endpoint.id(), before -> spec(BANK)).changed();

        assertThat(after.owner()).isEqualTo("globex");
    }

    @Test
    void a_url_that_the_owner_has_elsewhere_is_a_duplicate() {
        Webhooks webhooks = open();
        Endpoint shop = register(webhooks, spec(SHOP));
        Endpoint bank = register(webhooks, spec(BANK));

        assertThat(webhooks.endpoints().change(bank.id(), spec -> spec.url(SHOP)))
                .isEqualTo(new EndpointResult.Duplicate(shop.id()));
    }

    @Test
    void a_style_that_asks_for_secrets_of_another_form_is_refused() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));

        assertThat(faults(webhooks.endpoints().change(endpoint.id(), spec -> spec.signing("standard-webhooks-v1a"))))
                .containsExactly("signing 'standard-webhooks-v1a' needs another secret: register a new endpoint");
        assertThat(webhooks.endpoints()
                        .change(endpoint.id(), spec -> spec.signing("stripe"))
                        .changed()
                        .spec()
                        .signing())
                .isEqualTo("stripe");
    }

    @Test
    void who_is_slower_tries_again_with_what_the_other_wrote() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        AtomicInteger calls = new AtomicInteger();

        Endpoint after = webhooks.endpoints()
                .change(endpoint.id(), spec -> {
                    if (calls.incrementAndGet() == 1) {
                        webhooks.endpoints().change(endpoint.id(), other -> other.url(BANK));
                    }
                    return spec.description("mine");
                })
                .changed();

        assertThat(calls).hasValue(2);
        assertThat(after.spec().url()).isEqualTo(BANK);
        assertThat(after.spec().description()).isEqualTo("mine");
    }

    @Test
    void who_is_slower_every_time_is_told() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> webhooks.endpoints().change(endpoint.id(), spec -> {
                    String text = "other " + calls.incrementAndGet();
                    webhooks.endpoints().change(endpoint.id(), other -> other.description(text));
                    return spec.description("mine");
                }))
                .isInstanceOf(WebhookException.class)
                .hasMessageContaining(endpoint.id().toString());
        assertThat(calls).hasValue(5);
    }

    @Test
    void an_endpoint_that_is_not_there_is_missing() {
        Webhooks webhooks = open();
        Endpoint removed = register(webhooks, spec(SHOP));
        webhooks.endpoints().remove(removed.id());

        for (UUID id : List.of(UUID.randomUUID(), removed.id())) {
            Endpoints endpoints = webhooks.endpoints();
            EndpointResult missing = new EndpointResult.Missing();
            assertThat(endpoints.change(id, spec -> spec)).isEqualTo(missing);
            assertThat(endpoints.rotateSecret(id)).isEqualTo(missing);
            assertThat(endpoints.enable(id)).isEqualTo(missing);
            assertThat(endpoints.disable(id)).isEqualTo(missing);
            assertThat(endpoints.remove(id)).isEqualTo(missing);
            assertThat(endpoints.find(id)).isEmpty();
            assertThat(endpoints.ping(id)).isEmpty();
        }
    }

    @Test
    void disabling_holds_what_waits_and_enabling_makes_it_due() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        Delivery before = onlyDelivery(webhooks, webhooks.publish(paid(1)).event());

        Endpoint disabled = webhooks.endpoints().disable(endpoint.id()).changed();
        Delivery during = onlyDelivery(webhooks, webhooks.publish(paid(2)).event());

        assertThat(disabled.state()).isEqualTo(EndpointState.DISABLED);
        assertThat(disabled.disabledBecause()).contains(DisabledBecause.OPERATOR);
        assertThat(state(webhooks, before.id())).isEqualTo(DeliveryState.HELD);
        assertThat(during.state()).isEqualTo(DeliveryState.HELD);
        assertThat(webhooks.deliveries().redeliver(before.id())).isTrue();
        assertThat(state(webhooks, before.id())).isEqualTo(DeliveryState.HELD);

        webhooks.endpoints().enable(endpoint.id());

        assertThat(state(webhooks, before.id())).isEqualTo(DeliveryState.PENDING);
        assertThat(state(webhooks, during.id())).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void removing_cancels_what_waits_and_nothing_is_redelivered() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));
        Delivery delivery = onlyDelivery(webhooks, webhooks.publish(paid(1)).event());

        webhooks.endpoints().remove(endpoint.id());

        assertThat(state(webhooks, delivery.id())).isEqualTo(DeliveryState.CANCELLED);
        assertThat(webhooks.deliveries().redeliver(delivery.id())).isFalse();
        assertThat(webhooks.publish(paid(2)).deliveries()).isZero();
    }

    @Test
    void a_change_of_state_is_told_once() {
        Webhooks webhooks = open();
        Endpoint endpoint = register(webhooks, spec(SHOP));

        webhooks.endpoints().enable(endpoint.id());
        webhooks.endpoints().disable(endpoint.id());
        webhooks.endpoints().disable(endpoint.id());
        webhooks.endpoints().enable(endpoint.id());

        assertThat(heard(Notice.EndpointDisabled.class))
                .extracting(Notice.EndpointDisabled::endpoint, Notice.EndpointDisabled::because)
                .containsExactly(Tuple.tuple(endpoint.id(), "operator"));
        assertThat(heard(Notice.EndpointEnabled.class))
                .extracting(Notice.EndpointEnabled::endpoint)
                .containsExactly(endpoint.id());
    }
}
