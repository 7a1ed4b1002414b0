package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several processes deliver from one PostgreSQL: without a fault each event comes once; killed at random, none is lost. */
class ManyNodesTest {
    /** {@code -Dwebhooks.killRounds=200} for a long run, {@code -Dwebhooks.seed=…} for the same one again. */
    private static final int ROUNDS = Integer.getInteger("webhooks.killRounds", 5);

    private static final long SEED = Long.getLong("webhooks.seed", System.nanoTime());
    private static final int EVENTS = 2000;
    private static final int ENDPOINTS = 4;

    private final SendFixture fixture = new SendFixture(Database.POSTGRESQL);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void two_processes_deliver_two_thousand_events_once_each() throws Exception { // P3
        fixture.register(EndpointSpec.to(fixture.receiver.url("/")).events(SendFixture.TYPE));
        Child first = fixture.child("one", "nowhere").awaitLine("ready");
        Child second = fixture.child("two", "nowhere").awaitLine("ready");
        List<UUID> published = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
            fixture
                    .webhooks
                    .publishAll(IntStream.range(0, EVENTS / 20)
                            .mapToObj(SendFixture::event)
                            .toList())
                    .stream()
                    .map(Published::event)
                    .forEach(published::add);
        }
        fixture.awaitRest();

        assertThat(fixture.receiver.requests()).hasSize(EVENTS);
        assertThat(new HashSet<>(published)).hasSize(EVENTS);
        assertThat(fixture.receiver.requests())
                .extracting(RecordingReceiver.Request::event)
                .containsExactlyInAnyOrderElementsOf(published);
        assertThat(fixture.receiver.requests())
                .extracting(RecordingReceiver.Request::node)
                .contains("one", "two");
        assertThat(fixture.count(DeliveryState.DELIVERED)).isEqualTo(EVENTS);
        assertThat(fixture.number(
                        "SELECT count(*) FROM " + fixture.prefix + "delivery_attempt WHERE outcome = ?", "delivered"))
                .as("one request, one attempt")
                .isEqualTo(EVENTS);
        assertThat(first.isAlive() && second.isAlive()).isTrue();
    }

    @Test
    void what_nobody_told_the_delivering_node_of_is_found_by_polling() throws Exception { // S42
        fixture.register("/");
        fixture.node("untold").startDelivery();
        fixture.awaitState(fixture.publish(0), DeliveryState.DELIVERED);

        UUID event = fixture.publish(1); // by the node that does not deliver

        fixture.awaitState(event, DeliveryState.DELIVERED);
        assertThat(fixture.receiver.requests(event))
                .extracting(RecordingReceiver.Request::node)
                .containsExactly("untold");
    }

    @Test
    void a_process_that_is_killed_again_and_again_loses_nothing() throws Exception { // S1; I1, I2, I4, I5, I6, I10
        System.out.println("webhooks.seed=" + SEED + " webhooks.killRounds=" + ROUNDS);
        Random random = new Random(SEED);
        Set<UUID> slow = ConcurrentHashMap.<UUID>newKeySet();
        fixture.receiver.answerBy((request, connection) -> {
            int kind = Math.floorMod(request.event().hashCode(), 10);
            if (kind == 0 && slow.add(request.event())) {
                return "503 Busy";
            }
            connection.pause(Duration.ofMillis(kind * 3L));
            return "200 OK";
        });
        for (int i = 0; i < ENDPOINTS; i++) {
            fixture.webhooks
                    .endpoints()
                    .register(EndpointSpec.to(fixture.receiver.url("/" + i))
                            .owner("owner" + i)
                            .events(SendFixture.TYPE));
        }
        List<UUID> committed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Child doomed = fixture.child("doomed" + round, "nowhere").awaitLine("ready")) {
                long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(500));
                while (System.nanoTime() < deadline) {
                    publish(random, committed);
                }
            }
        }
        fixture.nodeAhead("last").startDelivery();
        await().atMost(Duration.ofSeconds(60 + ROUNDS)).until(() -> fixture.count(DeliveryState.PENDING) == 0);

        new SendHistory(fixture).check(committed);
        assertThat(fixture.count(DeliveryState.DELIVERED)).isEqualTo(committed.size());
    }

    /** A fifth of the transactions rolls back: what was published in them must not be sent (I2). */
    private void publish(Random random, List<UUID> committed) {
        boolean rollsBack = random.nextInt(5) == 0;
        List<UUID> published = new ArrayList<>();
        try {
            fixture.webhooks.inTransaction(connection -> {
                for (int i = 0; i < 1 + random.nextInt(5); i++) {
                    published.add(fixture.webhooks
                            .publish(SendFixture.event(i).owner("owner" + random.nextInt(ENDPOINTS)))
                            .event());
                }
                if (rollsBack) {
                    throw new IllegalStateException("rolled back");
                }
                return null;
            });
            committed.addAll(published);
        } catch (IllegalStateException e) {
            assertThat(rollsBack).isTrue();
        }
    }
}
