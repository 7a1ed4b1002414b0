package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that dies at each step of a delivery, on PostgreSQL (S1; P1, P3, P4): another node goes on. */
class CrashPointsTest {
    private final SendFixture fixture = new SendFixture(Database.POSTGRESQL);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"claimed, 0", "connected, 0", "answered, 1", "finishing, 1"})
    void a_delivery_whose_process_died_is_sent_by_another_after_the_lease(String point, int before) throws Exception {
        fixture.register("/");
        UUID event = fixture.publish(1);
        Child dying = fixture.child("dying", point);
        assertThat(dying.exitCode()).isEqualTo(137);

        assertThat(fixture.receiver.requests()).hasSize(before);
        assertThat(fixture.receiver.connections()).isEqualTo(point.equals("connected") ? 1 : before);
        assertThat(fixture.attempts(event))
                .extracting(DeliveryAttempt::outcome)
                .as("written before the request")
                .containsExactly(AttemptOutcome.STARTED);

        theNextNodeDelivers(event, before);
    }

    @Test
    void a_delivery_whose_process_was_killed_with_the_request_on_the_wire_is_sent_again() throws Exception {
        fixture.register("/");
        UUID event = fixture.publish(1);
        CountDownLatch dead = new CountDownLatch(1);
        fixture.receiver.answerBy((request, connection) -> {
            if (request.node().equals("dying")) {
                awaitQuietly(dead);
            }
            return "200 OK";
        });
        Child dying = fixture.child("dying", "nowhere");
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == 1);
        assertThat(fixture.attempts(event))
                .extracting(DeliveryAttempt::outcome)
                .as("written before the request")
                .containsExactly(AttemptOutcome.STARTED);
        dying.close();
        dead.countDown();

        theNextNodeDelivers(event, 1);
    }

    @Test
    void a_process_that_dies_after_the_result_leaves_nothing_to_do() throws Exception {
        fixture.register("/");
        UUID event = fixture.publish(1);
        assertThat(fixture.child("dying", "finished").exitCode()).isEqualTo(137);
        assertThat(fixture.delivery(event).state()).isEqualTo(DeliveryState.DELIVERED);

        fixture.nodeAhead("next").startDelivery();
        UUID later = fixture.publish(2);
        fixture.awaitState(later, DeliveryState.DELIVERED);

        assertThat(fixture.receiver.requests(event)).hasSize(1);
        new SendHistory(fixture).check(List.of(event, later));
    }

    @Test
    void the_lease_of_a_dead_process_keeps_others_away_and_ends_by_itself() throws Exception {
        fixture.register("/");
        UUID event = fixture.publish(1);
        assertThat(fixture.child("dying", "claimed").exitCode()).isEqualTo(137);

        fixture.node("next").startDelivery();
        fixture.awaitState(event, DeliveryState.DELIVERED);

        List<DeliveryAttempt> attempts = fixture.attempts(event);
        assertThat(attempts.get(1).startedAt())
                .isAfterOrEqualTo(attempts.get(0).startedAt().plus(SendFixture.LEASE));
    }

    private void theNextNodeDelivers(UUID event, int before) {
        fixture.nodeAhead("next").startDelivery();
        fixture.awaitState(event, DeliveryState.DELIVERED);

        assertThat(fixture.attempts(event))
                .extracting(DeliveryAttempt::outcome)
                .containsExactly(AttemptOutcome.UNKNOWN, AttemptOutcome.DELIVERED);
        assertThat(fixture.attempts(event)).extracting(DeliveryAttempt::node).containsExactly("dying", "next");
        assertThat(fixture.receiver.requests(event)).hasSize(before + 1);
        new SendHistory(fixture).check(List.of(event));
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
