package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointRegistrationTest extends SendFixture {
    private static List<String> faults(EndpointResult result) {
        assertThat(result).isInstanceOf(EndpointResult.Refused.class);
        return ((EndpointResult.Refused) result).faults();
    }

    @Test
    void every_fault_is_told_at_once_and_nothing_is_kept() {
        transport.refusal = Optional.of("the host is a private address");
        Webhooks webhooks = open();
        EndpointSpec wrong = EndpointSpec.to("http://10.0.0.1/top-secret-path")
                .owner(" ")
                .events("order.piad", "nothing.*", "ordr.*", "order.*.x")
                .description("x\n")
                .headers(Headers.of("Host", "h", "X-A", "naïve"))
                .contentType("none")
                .timeout(Duration.ofMinutes(1))
                .maxInFlight(0)
                .schedule(RetrySchedule.of(Collections.nCopies(50, Duration.ofSeconds(1))))
                .signing("rot13");

        List<String> faults = faults(webhooks.endpoints().register(wrong));

        assertThat(faults)
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("owner must be"),
                        fault -> assertThat(fault).contains("'order.piad'", "did you mean 'order.paid'?"),
                        fault -> assertThat(fault).endsWith("'nothing.*' covers no declared type"),
                        fault -> assertThat(fault).contains("'ordr.*' covers no", "did you mean 'order.*'?"),
                        fault -> assertThat(fault).contains("must be a type, a prefix"),
                        fault -> assertThat(fault).startsWith("description"),
                        fault -> assertThat(fault).contains("header Host"),
                        fault -> assertThat(fault).contains("header X-A"),
                        fault -> assertThat(fault).startsWith("content type"),
                        fault -> assertThat(fault).startsWith("timeout"),
                        fault -> assertThat(fault).startsWith("maxInFlight"),
                        fault -> assertThat(fault).startsWith("schedule"),
                        fault -> assertThat(fault)
                                .contains("'rot13' is not known", "github", "standard-webhooks", "stripe"),
                        fault -> assertThat(fault).isEqualTo("url: the host is a private address"));
        assertThat(String.join(" ", faults)).doesNotContain("top-secret-path", "naïve");
        assertThat(webhooks.endpoints()
                        .list(Optional.empty(), Optional.empty(), 10)
                        .items())
                .isEmpty();
    }

    @Test
    void event_types_number_1_to_100() {
        Webhooks webhooks = open();
        String[] many = new String[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = "type" + i;
            webhooks.eventTypes().declare(EventType.of(many[i]));
        }

        assertThat(faults(webhooks.endpoints().register(EndpointSpec.to(SHOP))))
                .containsExactly("it has 0 event types but must have 1 to 100");
        assertThat(faults(webhooks.endpoints().register(EndpointSpec.to(SHOP).events(many))))
                .containsExactly("it has 101 event types but must have 1 to 100");
        assertThat(register(
                        webhooks,
                        EndpointSpec.to(SHOP)
                                .events(List.of(many).subList(0, 100).toArray(String[]::new))))
                .isNotNull();
    }

    @Test
    void the_bounds_of_timeout_schedule_and_in_flight_are_allowed() {
        Webhooks webhooks = open();

        register(
                webhooks,
                spec(SHOP)
                        .timeout(WebhooksBuilder.DEFAULT_TIMEOUT)
                        .maxInFlight(10_000)
                        .schedule(RetrySchedule.of(Collections.nCopies(49, Duration.ofSeconds(1)))));
        register(webhooks, spec(BANK).timeout(Duration.ofMillis(10)).maxInFlight(1));

        assertThat(faults(
                        webhooks.endpoints().register(spec("https://x.example/").timeout(Duration.ofMillis(9)))))
                .hasSize(1);
        assertThat(faults(
                        webhooks.endpoints().register(spec("https://x.example/").maxInFlight(10_001))))
                .hasSize(1);
    }

    @Test
    void an_owner_has_a_url_once_and_another_owner_may_have_it_too() {
        Webhooks webhooks = open();
        Endpoint first = register(webhooks, spec(SHOP));

        EndpointResult second = webhooks.endpoints().register(spec(SHOP).events("order.sent"));

        assertThat(second).isEqualTo(new EndpointResult.Duplicate(first.id()));
        assertThatIllegalArgumentException()
                .isThrownBy(second::registered)
                .withMessageContaining(first.id().toString());
        register(webhooks, spec(SHOP).owner("globex"));

        webhooks.endpoints().remove(first.id());
        assertThat(register(webhooks, spec(SHOP)).id()).isNotEqualTo(first.id());
    }

    @Test
    void what_is_kept_shows_no_secret_and_no_url() {
        Webhooks webhooks = open();
        Secret brought = Secret.of("whsec_" + "QUJD".repeat(8));

        EndpointResult.Registered registered = webhooks.endpoints()
                .register(spec(SHOP).secret(brought).headers(Headers.of("Authorization", "Bearer token")))
                .registered();

        assertThat(registered.secret().reveal()).isEqualTo(brought.reveal());
        assertThat(registered.endpoint().spec().secret()).isEmpty();
        assertThat(registered.toString()).doesNotContain(brought.reveal(), SHOP, "Bearer");
    }

    @Test
    void a_secret_of_another_form_is_refused_without_telling_it() {
        Webhooks webhooks = open();

        List<String> faults = faults(webhooks.endpoints().register(spec(SHOP).secret(Secret.of("whsec_c2hvcnQ="))));

        assertThat(faults)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("secret does not fit")
                .doesNotContain("c2hvcnQ");
    }

    @Test
    void a_ping_goes_to_this_endpoint_only_whatever_it_asked_for() {
        Webhooks webhooks = open();
        Endpoint shop = register(webhooks, EndpointSpec.to(SHOP).events("order.sent"));
        register(webhooks, spec(BANK));

        Published ping = webhooks.endpoints().ping(shop.id()).orElseThrow();

        assertThat(ping.deliveries()).isEqualTo(1);
        assertThat(onlyDelivery(webhooks, ping.event()).endpoint()).isEqualTo(shop.id());
        StoredEvent event = webhooks.deliveries().event(ping.event()).orElseThrow();
        assertThat(event.type()).isEqualTo("ping");
        assertThat(event.payload())
                .asString()
                .contains("\"type\":\"ping\"", shop.id().toString());
        assertThat(webhooks.endpoints().ping(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_ping_follows_the_registration_when_asked_for() {
        Webhooks webhooks = open();

        Endpoint pinged = register(webhooks, spec(SHOP).pingOnRegistration());
        register(webhooks, spec(BANK));

        assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items())
                .hasSize(1)
                .allMatch(delivery -> delivery.eventType().equals("ping")
                        && delivery.endpoint().equals(pinged.id()));
        assertThat(pinged.spec().pings()).isFalse();
    }

    @Test
    void a_ping_needs_nothing_of_the_payload_writer_of_the_application() {
        Webhooks webhooks = open(builder().payloadWriter(payload -> {
            throw new IllegalStateException("only orders");
        }));

        register(webhooks, spec(SHOP).pingOnRegistration());

        assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items()).hasSize(1);
    }

    @Test
    void the_secret_is_told_also_when_the_ping_cannot_be_published() {
        Webhooks webhooks = open();
        store.before("publish", arguments -> {
            throw new WebhookException("the database is away", null);
        });

        EndpointResult.Registered registered =
                webhooks.endpoints().register(spec(SHOP).pingOnRegistration()).registered();

        assertThat(registered.secret().reveal()).startsWith("whsec_");
        assertThat(webhooks.endpoints().find(registered.endpoint().id())).isPresent();
        assertThat(logged.list).anyMatch(event -> event.getFormattedMessage().contains("ping is not published"));
    }

    @Test
    void lists_page_by_page_newest_first() {
        Webhooks webhooks = open();
        Endpoint first = register(webhooks, spec(SHOP));
        Endpoint second = register(webhooks, spec(BANK));
        register(webhooks, spec(SHOP).owner("globex"));

        Page<Endpoint> page = webhooks.endpoints().list(Optional.of("acme"), Optional.empty(), 1);
        Page<Endpoint> next = webhooks.endpoints().list(Optional.of("acme"), page.next(), 1);

        List<UUID> newestFirst = Stream.of(first.id(), second.id())
                .sorted(Comparator.comparing(UUID::toString).reversed()) // the time, and chance within a millisecond
                .toList();
        assertThat(page.items()).extracting(Endpoint::id).containsExactly(newestFirst.get(0));
        assertThat(next.items()).extracting(Endpoint::id).containsExactly(newestFirst.get(1));
        assertThat(next.next()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhooks.endpoints().list(Optional.empty(), Optional.empty(), 0));
    }
}
