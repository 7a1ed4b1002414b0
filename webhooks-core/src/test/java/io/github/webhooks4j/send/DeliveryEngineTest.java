package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.work.RetrySchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryEngineTest extends SendFixture {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** Waits until the engine has looked for work a few times more. */
    private void looksAgain() {
        AtomicInteger claims = new AtomicInteger();
        store.after("claim", result -> claims.incrementAndGet());
        until(() -> claims.get() >= 3);
    }

    @Test
    void ten_thousand_deliveries_without_a_fault_are_ten_thousand_requests() {
        Webhooks webhooks = open(builder().concurrency(64));
        List<String> urls = new ArrayList<>();
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String url = "https://host" + i + ".example/top-secret-path";
            urls.add(url);
            secrets.add(webhooks.endpoints().register(spec(url)).registered().secret());
        }
        transport.script = request -> CompletableFuture.supplyAsync(() -> ScriptedTransport.answered(200));
        webhooks.startDelivery();

        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            List<Event> events = Stream.generate(() -> Event.of("order.paid", "private body " + number))
                    .limit(20)
                    .toList();
            webhooks.publishAll(events)
                    .forEach(published -> ids.add(published.event().toString()));
        }

        until(() -> webhooks.deliveries()
                .list(DeliveryQuery.all().inState(DeliveryState.PENDING))
                .items()
                .isEmpty());
        assertThat(transport.requests).hasSize(10_000);
        for (String url : urls) {
            assertThat(transport.to(url))
                    .extracting(request -> request.headers().only("webhook-id").orElseThrow())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(transport.mostInFlight.values()).allMatch(most -> most <= WebhooksBuilder.DEFAULT_PER_ENDPOINT);
        assertThat(logged.list)
                .noneMatch(event -> event.getFormattedMessage().contains("top-secret-path")
                        || event.getFormattedMessage().contains("private body")
                        || secrets.stream()
                                .anyMatch(secret -> event.getFormattedMessage().contains(secret.reveal())));
        assertThat(logsAbove(Level.INFO))
                .allMatch(line -> line.equals("endpoint secrets are stored in clear: no master key is configured"));
        assertThat(logsAbove(Level.DEBUG)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void each_attempt_has_the_same_id_and_bytes_and_a_new_time_and_signature() {
        Webhooks webhooks = open();
        Secret secret = webhooks.endpoints().register(spec(SHOP)).registered().secret();
        transport.script = request -> ScriptedTransport.answer(transport.requests.size() < 3 ? 500 : 200);
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();

        for (int i = 1; i <= 3; i++) {
            int attempts = i;
            eventually(() ->
                    assertThat(outcomes(webhooks, delivery)).hasSize(attempts).doesNotContain(AttemptOutcome.STARTED));
            clock.advance(Duration.ofHours(1));
        }

        List<OutboundRequest> requests = transport.requests;
        assertThat(requests).hasSize(3);
        assertThat(requests)
                .extracting(request -> request.headers().only("webhook-id"))
                .containsOnly(requests.get(0).headers().only("webhook-id"));
        assertThat(requests)
                .extracting(OutboundRequest::body)
                .allMatch(body -> new String(body, StandardCharsets.UTF_8).equals("{\"order\":1}"));
        assertThat(requests)
                .extracting(request -> request.headers().only("webhook-timestamp"))
                .doesNotHaveDuplicates();
        assertThat(requests).extracting(SendFixture::signature).doesNotHaveDuplicates();
        assertThat(requests).allMatch(request -> isSignedWith(request, secret));
        assertThat(outcomes(webhooks, delivery))
                .containsExactly(AttemptOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.DELIVERED);
    }

    @Test
    void the_next_attempt_is_never_earlier_than_its_schedule() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> ScriptedTransport.answer(500);
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();
        eventually(() -> assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.FAILED));

        clock.advance(FIVE_MINUTES.minusMillis(1));
        looksAgain();
        assertThat(transport.requests).hasSize(1);

        clock.advance(FIVE_MINUTES.dividedBy(10).plusMillis(1)); // whatever the jitter
        eventually(() -> assertThat(transport.requests).hasSize(2));
    }

    @Test
    void an_endpoint_that_asks_for_more_time_gets_it() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> ScriptedTransport.answer(429, "Retry-After", "3600");
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();
        eventually(() -> assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.FAILED));

        clock.advance(Duration.ofMinutes(59));
        looksAgain();
        assertThat(transport.requests).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        eventually(() -> assertThat(transport.requests).hasSize(2));
    }

    @Test
    void an_endpoint_may_have_a_schedule_of_its_own() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP).schedule(RetrySchedule.of()));
        transport.script = request -> ScriptedTransport.answer(500);
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();

        webhooks.startDelivery();

        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DEAD));
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void an_endpoint_that_hangs_delays_no_other() {
        Webhooks webhooks = open(builder().concurrency(16).perEndpoint(4));
        register(webhooks, spec(SHOP));
        register(webhooks, spec(BANK));
        transport.script =
                request -> request.url().equals(SHOP) ? ScriptedTransport.never() : ScriptedTransport.answer(200);
        for (int i = 0; i < 200; i++) {
            webhooks.publish(paid(i));
        }

        webhooks.startDelivery();

        eventually(() -> assertThat(transport.to(BANK)).hasSize(200));
        assertThat(transport.to(SHOP)).hasSize(4);
    }

    @Test
    void never_more_than_the_limit_are_in_flight_to_an_endpoint() {
        Webhooks webhooks = open(builder().perEndpoint(3));
        register(webhooks, spec(SHOP));
        register(webhooks, spec(BANK).maxInFlight(1));
        register(webhooks, spec("https://fast.example/").maxInFlight(7));
        List<CompletableFuture<TransportResult>> open = new CopyOnWriteArrayList<>();
        transport.script = request -> {
            CompletableFuture<TransportResult> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        };
        for (int i = 0; i < 30; i++) {
            webhooks.publish(paid(i));
        }
        webhooks.startDelivery();
        eventually(() -> assertThat(open).hasSize(11));
        looksAgain();
        assertThat(open).hasSize(11);

        for (int done = 0; done < 90; done++) {
            int next = done;
            until(() -> open.size() > next);
            open.get(next).complete(ScriptedTransport.answered(200));
        }

        eventually(() -> assertThat(transport.requests).hasSize(90));
        assertThat(transport.mostInFlight).containsValues(3, 1, 7).hasSize(3);
        assertThat(transport.mostInFlight.get(BANK)).isEqualTo(1);
    }

    @Test
    void what_is_published_is_sent_without_waiting_for_the_poll_interval() {
        Webhooks webhooks = open(builder().pollInterval(Duration.ofMinutes(1)));
        Endpoint endpoint = register(webhooks, spec(SHOP));
        AtomicInteger claims = new AtomicInteger();
        store.after("claim", result -> claims.incrementAndGet());
        webhooks.startDelivery();
        until(() -> claims.get() > 0);

        Published published = webhooks.publish(paid(1));
        eventually(() -> assertThat(transport.requests).hasSize(1));
        UUID delivery = onlyDelivery(webhooks, published.event()).id();
        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED));

        webhooks.deliveries().redeliver(delivery);
        eventually(() -> assertThat(transport.requests).hasSize(2));

        webhooks.endpoints().disable(endpoint.id());
        webhooks.publish(paid(2));
        webhooks.endpoints().enable(endpoint.id());
        eventually(() -> assertThat(transport.requests).hasSize(3));
    }

    @Test
    void a_redelivery_has_the_same_id_and_bytes_and_goes_on_counting_from_the_start_of_the_schedule() {
        Webhooks webhooks = open(builder().schedule(RetrySchedule.of()));
        register(webhooks, spec(SHOP));
        transport.script = request -> ScriptedTransport.answer(transport.requests.size() == 1 ? 500 : 200);
        UUID delivery =
                onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
        webhooks.startDelivery();
        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DEAD));

        assertThat(webhooks.deliveries().redeliver(delivery)).isTrue();

        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED));
        assertThat(webhooks.deliveries().attempts(delivery))
                .extracting(DeliveryAttempt::number)
                .containsExactly(1, 2);
        assertThat(transport.requests.get(1).body())
                .isEqualTo(transport.requests.get(0).body());
        assertThat(transport.requests.get(1).headers().only("webhook-id"))
                .isEqualTo(transport.requests.get(0).headers().only("webhook-id"));
        assertThat(webhooks.deliveries().redeliver(UUID.randomUUID())).isFalse();
    }
}
