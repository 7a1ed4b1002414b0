package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that somebody damaged (S10): what they spoil is dead with a reason, everything else goes on. */
class DamagedRowsTest {
    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H2 | headers | '[[\"X-Key\",\"private'",
                "POSTGRESQL | headers | '[[\"X-Key\",\"private'",
                "POSTGRESQL | secrets | 'private'",
                "POSTGRESQL | secrets | '[]'",
                "POSTGRESQL | secrets | '[{\"sealed\":\"v1.private\",\"created\":\"2026-01-01T00:00:00Z\"}]'",
                "POSTGRESQL | signing | 'unheard-of'",
                "POSTGRESQL | schedule | '{\"delays\":[\"private\"]}'",
                "POSTGRESQL | url | 'private'",
                "H2 | secrets | 'private'"
            })
    void a_damaged_endpoint_costs_its_own_deliveries_only(Database database, String column, String value)
            throws Exception {
        fixture = new SendFixture(database);
        UUID damaged = fixture.register(EndpointSpec.to(fixture.receiver.url("/damaged"))
                        .owner("unlucky")
                        .events(SendFixture.TYPE))
                .endpoint()
                .id();
        fixture.register("/");
        assertThat(fixture.update(
                        "UPDATE " + fixture.prefix + "endpoint SET " + column + " = ? WHERE id = ?", value, damaged))
                .isEqualTo(1);
        UUID first = fixture.publish(0);
        UUID unlucky =
                fixture.webhooks.publish(SendFixture.event(1).owner("unlucky")).event();
        UUID last = fixture.publish(2);
        fixture.webhooks.startDelivery();

        fixture.awaitState(first, DeliveryState.DELIVERED);
        fixture.awaitState(last, DeliveryState.DELIVERED);
        if (column.equals("url")) { // the transport tells, as of any URL that it will not take
            assertThat(fixture.receiver.requests(unlucky)).isEmpty();
            return;
        }
        if (column.equals("signing")) { // another node may know the style: by the schedule
            fixture.awaitState(unlucky, DeliveryState.DEAD);
            assertThat(fixture.receiver.requests(unlucky)).isEmpty();
            assertThat(fixture.attempts(unlucky))
                    .extracting(DeliveryAttempt::outcome)
                    .hasSizeGreaterThan(1)
                    .containsOnly(AttemptOutcome.FAILED);
            return;
        }
        fixture.awaitState(unlucky, DeliveryState.DEAD);
        assertReason(unlucky);
    }

    private void assertReason(UUID event) {
        assertThat(fixture.receiver.requests(event)).isEmpty();
        assertThat(fixture.delivery(event).lastError().orElseThrow())
                .isNotBlank()
                .doesNotContain("private");
        List<DeliveryAttempt> attempts = fixture.attempts(event);
        assertThat(attempts).extracting(DeliveryAttempt::outcome).containsExactly(AttemptOutcome.NOT_SENT);
        assertThat(attempts.get(0).error().orElseThrow()).isNotBlank().doesNotContain("private");
    }

    @ParameterizedTest
    @CsvSource({"H2", "POSTGRESQL"})
    void a_damaged_event_costs_its_own_deliveries_only(Database database) throws SQLException {
        fixture = new SendFixture(database);
        fixture.register("/");
        UUID first = fixture.publish(0);
        UUID damaged = fixture.publish(1);
        UUID last = fixture.publish(2);
        assertThat(fixture.update("UPDATE " + fixture.prefix + "event SET tags = ? WHERE id = ?", "[private", damaged))
                .isEqualTo(1);
        fixture.webhooks.startDelivery();

        fixture.awaitState(first, DeliveryState.DELIVERED);
        fixture.awaitState(last, DeliveryState.DELIVERED);
        fixture.awaitState(damaged, DeliveryState.DEAD);
        assertReason(damaged);
    }
}
