package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.work.RetrySchedule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks costs the delivery at most, never a place, a thread, or another delivery. */
class DeliveryFaultsTest extends SendFixture {
    private static final Duration LEASE = WebhooksBuilder.DEFAULT_LEASE;

    private UUID publishOne(Webhooks webhooks) {
        return onlyDelivery(webhooks, webhooks.publish(paid(1)).event()).id();
    }

    private void awaitState(Webhooks webhooks, UUID delivery, DeliveryState wanted) {
        eventually(() -> assertThat(state(webhooks, delivery)).isEqualTo(wanted));
    }

    @Test
    void a_secret_that_does_not_open_makes_the_delivery_dead_with_a_reason_and_no_other() {
        Webhooks webhooks = open();
        UUID spoilt = register(webhooks, spec(SHOP)).id();
        register(webhooks, spec(BANK));
        StoredEndpoint stored = store.endpoints().find(spoilt).orElseThrow();
        store.endpoints()
                .update(new StoredEndpoint(
                        stored.endpoint(),
                        List.of(new SealedSecret("not sealed at all", clock.instant(), Optional.empty())),
                        stored.version()));
        webhooks.publish(paid(1));

        webhooks.startDelivery();

        eventually(
                () -> assertThat(webhooks.deliveries().list(DeliveryQuery.all()).items())
                        .extracting(Delivery::state)
                        .containsExactlyInAnyOrder(DeliveryState.DEAD, DeliveryState.DELIVERED));
        Delivery dead = webhooks.deliveries()
                .list(DeliveryQuery.all().toEndpoint(spoilt))
                .items()
                .get(0);
        assertThat(dead.lastError())
                .get()
                .asString()
                .startsWith("cannot be signed")
                .doesNotContain("at all");
        assertThat(outcomes(webhooks, dead.id())).containsExactly(AttemptOutcome.NOT_SENT);
        assertThat(transport.to(SHOP)).isEmpty();
    }

    @Test
    void a_node_that_lacks_the_master_key_kills_nothing() {
        Webhooks newer = open(builder().masterKeys(MasterKeys.of("new", EndpointSecretsTest.key(2))));
        register(newer, spec(SHOP));
        UUID delivery = publishOne(newer);
        Webhooks older = open(builder().masterKeys(MasterKeys.of("old", EndpointSecretsTest.key(1))));

        older.startDelivery();

        eventually(() -> assertThat(outcomes(older, delivery)).containsExactly(AttemptOutcome.FAILED));
        assertThat(older.deliveries().find(delivery).orElseThrow().state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void a_vault_that_fails_for_a_while_is_asked_again_by_the_schedule() {
        AtomicBoolean down = new AtomicBoolean();
        AtomicLong nanos = new AtomicLong();
        MasterKeySource vault = name -> {
            if (down.get()) {
                throw new IOException("vault sealed");
            }
            return Optional.of(EndpointSecretsTest.key(1));
        };
        Webhooks webhooks = open(builder()
                .schedule(RetrySchedule.of(Duration.ofMinutes(1)))
                .masterKeys(MasterKeys.from("2030", vault, nanos::get)));
        register(webhooks, spec(SHOP));
        nanos.addAndGet(FetchedKeys.KEPT.toNanos());
        down.set(true);
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.FAILED));
        assertThat(webhooks.deliveries().find(delivery).orElseThrow().state()).isEqualTo(DeliveryState.PENDING);
        down.set(false);
        nanos.addAndGet(FetchedKeys.REFUSED.toNanos());
        clock.advance(Duration.ofMinutes(2));

        awaitState(webhooks, delivery, DeliveryState.DELIVERED);
        assertThat(transport.requests).hasSize(1);
    }

    static Stream<Arguments> defects() {
        Function<OutboundRequest, CompletionStage<TransportResult>> error = request -> {
            throw new StackOverflowError();
        };
        Function<OutboundRequest, CompletionStage<TransportResult>> nothing = request -> null;
        Function<OutboundRequest, CompletionStage<TransportResult>> noResult =
                request -> CompletableFuture.completedFuture(null);
        return Stream.of(
                Arguments.of("an error", error),
                Arguments.of("no stage", nothing),
                Arguments.of("no result", noResult));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void a_transport_that_breaks_its_promises_keeps_no_place(
            String name, Function<OutboundRequest, CompletionStage<TransportResult>> defect) {
        Webhooks webhooks = open(builder().concurrency(1));
        register(webhooks, spec(SHOP).maxInFlight(1));
        transport.script =
                request -> transport.requests.size() < 3 ? defect.apply(request) : ScriptedTransport.answer(200);
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> {
            clock.advance(Duration.ofMinutes(40)); // past the lease, and past the schedule
            assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED);
        });
        assertThat(transport.requests).hasSize(3);
    }

    @Test
    void a_transport_that_throws_has_failed_an_attempt() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> {
            throw new IllegalStateException("shut down, with " + request.url());
        };
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.FAILED));
        assertThat(webhooks.deliveries().find(delivery).orElseThrow().lastError())
                .get()
                .asString()
                .contains("IllegalStateException")
                .doesNotContain(SHOP);
        assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void a_request_that_the_transport_calls_impossible_is_dead_at_once() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> {
            throw new IllegalArgumentException("no URL at all");
        };
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        awaitState(webhooks, delivery, DeliveryState.DEAD);
        assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.NOT_SENT);
    }

    @Test
    void a_transport_that_fails_late_has_failed_an_attempt() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        transport.script = request -> CompletableFuture.failedFuture(new LinkageError());
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> assertThat(outcomes(webhooks, delivery)).containsExactly(AttemptOutcome.FAILED));
    }

    @Test
    void an_error_in_a_signer_keeps_no_place() {
        AtomicInteger signings = new AtomicInteger();
        SigningStyle broken = secrets -> outgoing -> {
            if (signings.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("gone");
            }
            return Headers.of("X-Token", "t");
        };
        Webhooks webhooks = open(builder().concurrency(1).signing("broken", broken));
        register(webhooks, spec(SHOP).signing("broken").maxInFlight(1));
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> {
            clock.advance(LEASE);
            assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED);
        });
    }

    @Test
    void an_error_in_a_status_policy_keeps_no_place() {
        AtomicInteger asked = new AtomicInteger();
        Webhooks webhooks = open(builder().concurrency(1).statusPolicy(status -> {
            if (asked.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("gone");
            }
            return true;
        }));
        register(webhooks, spec(SHOP).maxInFlight(1));
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        eventually(() -> {
            clock.advance(LEASE);
            assertThat(state(webhooks, delivery)).isEqualTo(DeliveryState.DELIVERED);
        });
    }

    @Test
    void a_listener_that_throws_disturbs_nothing() {
        WebhooksBuilder builder = builder().listener(notice -> {
            throw new StackOverflowError();
        });
        Webhooks webhooks = open(builder.concurrency(1));
        register(webhooks, spec(SHOP).maxInFlight(1));
        for (int i = 0; i < 20; i++) {
            webhooks.publish(paid(i));
        }
        webhooks.startDelivery();

        eventually(() -> assertThat(webhooks.deliveries()
                        .list(DeliveryQuery.all().inState(DeliveryState.DELIVERED))
                        .items())
                .hasSize(20));
        assertThat(transport.requests).hasSize(20);
    }

    @Test
    void claims_that_fail_are_made_again() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        AtomicInteger failures = new AtomicInteger();
        store.before("claim", arguments -> {
            int failure = failures.incrementAndGet();
            if (failure == 2) {
                throw new WebhookException("the database is away", null);
            } else if (failure <= 3) {
                throw new NoClassDefFoundError("gone");
            }
        });
        UUID delivery = publishOne(webhooks);
        webhooks.startDelivery();

        awaitState(webhooks, delivery, DeliveryState.DELIVERED);
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void a_schedule_used_up_by_crashes_ends_dead_without_another_request() {
        Webhooks webhooks = open();
        register(webhooks, spec(SHOP));
        UUID delivery = publishOne(webhooks);
        for (int crash = 0; crash < 3; crash++) {
            assertThat(store.outbox().claim(new DeliveryClaim(1, LEASE, "crashing", 1, Map.of(), Optional.empty())))
                    .hasSize(1);
            clock.advance(LEASE);
        }

        webhooks.startDelivery();

        awaitState(webhooks, delivery, DeliveryState.DEAD);
        assertThat(outcomes(webhooks, delivery))
                .containsExactly(
                        AttemptOutcome.UNKNOWN,
                        AttemptOutcome.UNKNOWN,
                        AttemptOutcome.UNKNOWN,
                        AttemptOutcome.NOT_SENT);
        assertThat(transport.requests).isEmpty();
    }

    @Test
    void a_node_that_was_paused_past_its_lease_sends_nothing_for_that_claim() {
        AtomicInteger pauses = new AtomicInteger();
        Duration lease = Duration.ofMillis(500);
        Webhooks webhooks =
                open(builder().timeout(Duration.ofMillis(400)).lease(lease).schedule(RetrySchedule.of()));
        register(webhooks, spec(SHOP));
        UUID delivery = publishOne(webhooks);
        store.after("claim", claims -> {
            if (!((List<?>) claims).isEmpty() && pauses.incrementAndGet() == 1) {
                pause(lease);
            }
        });

        webhooks.startDelivery();

        awaitState(webhooks, delivery, DeliveryState.DELIVERED);
        assertThat(outcomes(webhooks, delivery).get(0)).isEqualTo(AttemptOutcome.NOT_SENT);
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void a_signer_that_takes_longer_than_the_lease_allows_sends_nothing_for_that_claim() {
        AtomicInteger pauses = new AtomicInteger();
        Duration lease = Duration.ofMillis(500);
        SigningStyle slow = secrets -> outgoing -> {
            if (pauses.incrementAndGet() == 1) {
                pause(Duration.ofMillis(300));
            }
            return Headers.of("X-Token", "t");
        };
        Webhooks webhooks = open(builder()
                .signing("slow", slow)
                .timeout(Duration.ofMillis(300))
                .lease(lease)
                .schedule(RetrySchedule.of()));
        register(webhooks, spec(SHOP).signing("slow"));
        UUID delivery = publishOne(webhooks);

        webhooks.startDelivery();

        awaitState(webhooks, delivery, DeliveryState.DELIVERED);
        assertThat(outcomes(webhooks, delivery).get(0)).isEqualTo(AttemptOutcome.NOT_SENT);
        assertThat(transport.requests).hasSize(1);
    }

    private static void pause(Duration time) {
        long start = System.nanoTime();
        until(() -> System.nanoTime() - start > time.toNanos());
    }
}
