package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.testkit.RawConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endpoints that are disabled or removed while there is work for them (S31; P10). */
class DisablingTest {
    private static final int ROUNDS = 15;

    private SendFixture fixture;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private record Pause(Instant from, Instant until) {}

    /** By the clock of the database, which both the pauses and the attempts are written with. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void no_attempt_begins_while_the_endpoint_is_disabled(Database database) throws Exception { // P10
        fixture = new SendFixture(database);
        AtomicInteger answering = new AtomicInteger();
        Set<UUID> failed = ConcurrentHashMap.newKeySet();
        fixture.receiver.answerBy((request, connection) -> {
            slowly(connection, answering);
            return failed.add(request.event()) ? "500 Error" : "200 OK"; // due again while it is disabled
        });
        UUID endpoint = fixture.register(EndpointSpec.to(fixture.receiver.url("/"))
                        .events(SendFixture.TYPE)
                        .maxInFlight(4))
                .endpoint()
                .id();
        fixture.webhooks.startDelivery();
        fixture.node("second").startDelivery();
        List<UUID> events = new ArrayList<>();
        List<Pause> pauses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            events.addAll(fixture.publishMany(20));
            int sent = fixture.receiver.requests().size();
            waitFor(() -> fixture.receiver.requests().size() > sent);
            fixture.webhooks.endpoints().disable(endpoint);
            Instant from = databaseTime();
            waitFor(() -> answering.get() == 0);
            AtomicInteger before = new AtomicInteger(-1); // what was claimed before may still come
            await().atMost(SendFixture.PATIENCE)
                    .pollInterval(SendFixture.POLL)
                    .during(Duration.ofMillis(200))
                    .until(() -> {
                        int now = fixture.receiver.requests().size();
                        return before.getAndSet(now) == now;
                    });
            Instant until = databaseTime();
            fixture.webhooks.endpoints().enable(endpoint);
            pauses.add(new Pause(from, until));
        }
        fixture.awaitRest();

        assertThat(fixture.count(DeliveryState.DELIVERED)).isEqualTo(events.size());
        new SendHistory(fixture).check(events);
        for (Pause pause : pauses) {
            assertThat(fixture.number(
                            "SELECT count(*) FROM " + fixture.prefix
                                    + "delivery_attempt WHERE started_at > ? AND started_at < ?",
                            Timestamp.from(pause.from()),
                            Timestamp.from(pause.until())))
                    .isZero();
        }
    }

    @Test
    void a_removed_endpoint_gets_nothing_more_and_what_waits_is_cancelled() throws Exception {
        fixture = new SendFixture(Database.POSTGRESQL);
        AtomicInteger answering = new AtomicInteger();
        fixture.receiver.answerBy((request, connection) -> slowly(connection, answering));
        UUID endpoint = fixture.register(EndpointSpec.to(fixture.receiver.url("/"))
                        .events(SendFixture.TYPE)
                        .maxInFlight(2))
                .endpoint()
                .id();
        List<UUID> events = fixture.publishMany(200);
        fixture.webhooks.startDelivery();
        waitFor(() -> !fixture.receiver.requests().isEmpty());

        fixture.webhooks.endpoints().remove(endpoint);
        Instant from = databaseTime();
        waitFor(() -> fixture.count(DeliveryState.PENDING) == 0);

        assertThat(fixture.number(
                        "SELECT count(*) FROM " + fixture.prefix + "delivery_attempt WHERE started_at > ?",
                        Timestamp.from(from)))
                .isZero();
        long delivered = fixture.count(DeliveryState.DELIVERED);
        assertThat(delivered)
                .isBetween(1L, 199L)
                .isEqualTo(fixture.receiver.requests().size());
        assertThat(fixture.count(DeliveryState.CANCELLED)).isEqualTo(events.size() - delivered);
    }

    private static String slowly(RawConnection connection, AtomicInteger answering) throws IOException {
        answering.incrementAndGet();
        try {
            connection.pause(Duration.ofMillis(10));
            return "200 OK";
        } finally {
            answering.decrementAndGet();
        }
    }

    private static void waitFor(Callable<Boolean> condition) {
        await().atMost(SendFixture.PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    private Instant databaseTime() throws Exception {
        try (Connection connection = fixture.dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
