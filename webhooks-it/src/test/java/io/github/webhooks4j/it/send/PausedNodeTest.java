package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that are slower than their lease (S2, S3): what they hold was given to somebody else. */
class PausedNodeTest {
    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void a_process_that_was_stopped_past_its_lease_sends_nothing_for_it() throws Exception { // S3
        fixture = new SendFixture(Database.POSTGRESQL);
        fixture.register("/");
        UUID event = fixture.publish(1);
        Child paused = fixture.child("paused", "claimed-waiting").awaitLine("claimed");
        paused.signal("STOP");

        fixture.node("next").startDelivery();
        fixture.awaitState(event, DeliveryState.DELIVERED);
        paused.say("go");
        paused.signal("CONT");

        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.attempts(event).get(0).outcome() == AttemptOutcome.NOT_SENT);
        assertThat(fixture.receiver.requests())
                .extracting(RecordingReceiver.Request::node)
                .containsExactly("next");
        assertThat(fixture.delivery(event).state()).isEqualTo(DeliveryState.DELIVERED);
        new SendHistory(fixture).check(List.of(event));
    }

    @Test
    void a_process_that_was_stopped_with_a_request_in_flight_is_one_duplicate_and_no_more() throws Exception { // S3
        fixture = new SendFixture(Database.POSTGRESQL);
        fixture.register("/");
        UUID event = fixture.publish(1);
        CountDownLatch taken = new CountDownLatch(1);
        fixture.receiver.answerBy((request, connection) -> {
            if (request.node().equals("paused")) {
                CrashPointsTest.awaitQuietly(taken);
            }
            return "200 OK";
        });
        Child paused = fixture.child("paused", "nowhere");
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == 1);
        paused.signal("STOP");

        fixture.node("next").startDelivery();
        fixture.awaitState(event, DeliveryState.DELIVERED);
        Delivery delivered = fixture.delivery(event);
        taken.countDown();
        paused.signal("CONT");

        await().atMost(SendFixture.PATIENCE) // the slow result reaches its own attempt
                .until(() -> fixture.attempts(event).get(0).outcome() != AttemptOutcome.UNKNOWN);
        assertThat(fixture.delivery(event)).isEqualTo(delivered);
        assertThat(fixture.receiver.requests()).hasSize(2);
        assertThat(fixture.attempts(event)).extracting(DeliveryAttempt::node).containsExactly("paused", "next");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void the_result_of_the_slower_claim_changes_its_attempt_and_nothing_else(Database database) throws Exception { // S2
        fixture = new SendFixture(database);
        List<Notice> notices = new CopyOnWriteArrayList<>();
        Map<String, CountDownLatch> gates =
                new ConcurrentHashMap<>(Map.of("slow", new CountDownLatch(1), "fast", new CountDownLatch(0)));
        fixture.receiver.answerBy((request, connection) -> {
            CrashPointsTest.awaitQuietly(gates.get(request.node()));
            return request.node().equals("slow") == request.path().equals("/slow-accepted") ? "200 OK" : "500 Error";
        });
        EndpointSpec spec = EndpointSpec.to(fixture.receiver.url("/slow-accepted"))
                .events(SendFixture.TYPE)
                .schedule(RetrySchedule.of(Duration.ZERO));
        fixture.register(spec);
        fixture.register(spec.url(fixture.receiver.url("/fast-accepted")));
        JdbcWebhooks slow = fixture.node(
                "slow",
                builder -> builder.listener(notices::add)
                        .sending(s -> s.timeout(Duration.ofSeconds(10)).lease(Duration.ofSeconds(13))));
        JdbcWebhooks fast =
                fixture.node("fast", builder -> builder.store(s -> s.clockOffset(() -> Duration.ofSeconds(14))));
        UUID event = fixture.publish(1);
        slow.startDelivery();
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == 2);

        fast.startDelivery();
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.deliveries(event).stream()
                        .allMatch(delivery -> delivery.state().isTerminal()));
        List<Delivery> before = fixture.deliveries(event);
        assertThat(before)
                .extracting(Delivery::state)
                .containsExactlyInAnyOrder(DeliveryState.DELIVERED, DeliveryState.DEAD);
        gates.get("slow").countDown();

        await().atMost(SendFixture.PATIENCE)
                .until(() -> notices.stream()
                                .filter(Notice.DeliveryResultRefused.class::isInstance)
                                .count()
                        == 2);
        assertThat(fixture.deliveries(event)).isEqualTo(before);
        for (Delivery delivery : before) {
            boolean fastAccepted = delivery.state() == DeliveryState.DELIVERED;
            assertThat(fixture.webhooks.deliveries().attempts(delivery.id()))
                    .extracting(DeliveryAttempt::outcome)
                    .containsExactly(
                            fastAccepted ? AttemptOutcome.FAILED : AttemptOutcome.DELIVERED,
                            fastAccepted ? AttemptOutcome.DELIVERED : AttemptOutcome.FAILED);
        }
        assertThat(fixture.receiver.requests()).hasSize(4);
    }
}
