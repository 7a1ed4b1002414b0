package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Old rows are deleted while sending goes on (P14): only what is over, and no request is doubled or lost by it. */
class RetentionTest {
    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void deleting_takes_only_what_is_over_while_sending_goes_on(Database database) throws Exception {
        fixture = new SendFixture(database);
        fixture.receiver.answerBy((request, connection) -> request.path().equals("/failing") ? "500 Error" : "200 OK");
        fixture.register("/");
        fixture.webhooks
                .endpoints()
                .register(EndpointSpec.to(fixture.receiver.url("/failing"))
                        .owner("failing")
                        .events(SendFixture.TYPE)
                        .schedule(RetrySchedule.of(Duration.ofHours(1))));
        UUID held = fixture.register(EndpointSpec.to(fixture.receiver.url("/held"))
                        .owner("held")
                        .events(SendFixture.TYPE))
                .endpoint()
                .id();
        fixture.webhooks.endpoints().disable(held);
        fixture.webhooks.startDelivery();
        OutboxStore outbox = JdbcSendStore.builder(fixture.dataSource)
                .tablePrefix(fixture.prefix)
                .build()
                .outbox();
        List<UUID> events = new ArrayList<>();
        long deleted = 0;
        for (int round = 0; round < 20; round++) {
            events.addAll(fixture.publishMany(15));
            fixture.webhooks.publish(SendFixture.event(round).owner("failing"));
            fixture.webhooks.publish(SendFixture.event(round).owner("held"));
            deleted += outbox.purge(outbox.now().plus(Duration.ofHours(1)), 10);
        }
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.receiver.requests().size() >= events.size() + 20);
        await().atMost(SendFixture.PATIENCE).until(() -> leased() == 0);
        Instant later = outbox.now().plus(Duration.ofHours(1));
        for (int count = 10; count >= 10; ) {
            count = outbox.purge(later, 10);
            deleted += count;
        }

        assertThat(fixture.receiver.requests().stream()
                        .filter(request -> request.path().equals("/")))
                .as("each once")
                .extracting(RecordingReceiver.Request::event)
                .containsExactlyInAnyOrderElementsOf(events);
        assertThat(deleted).as("each delivery and its event").isEqualTo(2L * events.size());
        assertThat(fixture.count(DeliveryState.DELIVERED)).isZero();
        assertThat(fixture.count(DeliveryState.PENDING))
                .as("waits for its next attempt")
                .isEqualTo(20);
        assertThat(fixture.count(DeliveryState.HELD)).isEqualTo(20);
        assertThat(rows("event")).isEqualTo(40);
        assertThat(rows("delivery_attempt")).isEqualTo(20);
    }

    private long rows(String table) throws Exception {
        return fixture.number("SELECT count(*) FROM " + fixture.prefix + table);
    }

    private long leased() throws Exception {
        return fixture.number("SELECT count(*) FROM " + fixture.prefix + "delivery WHERE lease_until IS NOT NULL"
                + " OR state = 'pending' AND last_status IS NULL");
    }
}
