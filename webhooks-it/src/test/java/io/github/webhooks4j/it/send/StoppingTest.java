package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends on purpose (P12, S44): within the drain time, with no lease left behind. */
class StoppingTest {
    private static final Duration MARGIN = Duration.ofSeconds(6);

    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void a_process_told_to_end_while_a_receiver_hangs_ends_in_time_and_another_sends_again() throws Exception { // S44
        fixture = new SendFixture(Database.POSTGRESQL);
        fixture.receiver.answerBy((request, connection) -> {
            if (request.node().equals("ending")) {
                connection.hold();
            }
            return "200 OK";
        });
        fixture.register(EndpointSpec.to(fixture.receiver.url("/")).events(SendFixture.TYPE));
        UUID event = fixture.publish(1);
        Child ending = fixture.child("ending", "drains-briefly");
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() == 1);

        long start = System.nanoTime();
        ending.signal("TERM");
        assertThat(ending.exitCode()).isEqualTo(143);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SendingNode.BRIEF_DRAIN.plus(MARGIN));
        assertThat(fixture.attempts(event))
                .extracting(DeliveryAttempt::outcome)
                .containsExactly(AttemptOutcome.UNKNOWN);
        assertThat(leases()).isZero();
        fixture.node("next").startDelivery();
        fixture.awaitState(event, DeliveryState.DELIVERED);
        assertThat(fixture.receiver.requests()).hasSize(2);
        new SendHistory(fixture).check(List.of(event));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void closing_under_load_leaves_no_lease_and_no_attempt_without_an_end(Database database) throws Exception { // P12
        fixture = new SendFixture(database);
        fixture.receiver.answerBy((request, connection) -> {
            connection.pause(Duration.ofMillis(20));
            return "200 OK";
        });
        fixture.register("/");
        List<UUID> events = fixture.publishMany(200);
        DeliveryEngine engine = fixture.webhooks.startDelivery();
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() > 20);

        engine.close(Duration.ofSeconds(5));

        int seen = fixture.receiver.requests().size();
        assertThat(seen).isLessThan(200);
        assertThat(leases()).isZero();
        assertThat(fixture.number(
                        "SELECT count(*) FROM " + fixture.prefix + "delivery_attempt WHERE outcome = ?", "started"))
                .isZero();
        assertThat(fixture.count(DeliveryState.DELIVERED)).isEqualTo(seen);
        fixture.webhooks.startDelivery();
        fixture.awaitRest();
        assertThat(fixture.receiver.requests()).as("no duplicate").hasSize(200);
        new SendHistory(fixture).check(events);
    }

    private long leases() throws Exception {
        return fixture.number("SELECT count(*) FROM " + fixture.prefix + "delivery WHERE lease_until IS NOT NULL");
    }
}
