package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything at once: no deadlock, no error, and every delivery in a state that makes sense. */
class SendStressTest {
    private static final int THREADS = 4;
    private static final Duration FOR = Duration.ofSeconds(4);

    private final ConcurrentLinkedQueue<Claim<DeliveryWork>> claims = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource
    void random_operations_never_deadlock_and_leave_nothing_odd(TestDatabases.Kind database) throws Exception {
        long seed = System.nanoTime();
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(THREADS + 2))) {
            JdbcSendStore store = stores.open();
            List<UUID> endpoints = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                endpoints.add(SendRows.register(store));
            }
            ExecutorService pool = Executors.newFixedThreadPool(THREADS);
            List<Future<Integer>> done = new ArrayList<>();
            long end = System.nanoTime() + FOR.toNanos();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                done.add(pool.submit(() -> {
                    int operations = 0;
                    for (; System.nanoTime() < end; operations++) {
                        operate(stores, store, endpoints, random);
                    }
                    return operations;
                }));
            }
            int operations = 0;
            for (Future<Integer> thread : done) {
                operations += thread.get(60, TimeUnit.SECONDS);
            }
            pool.shutdownNow();

            assertThat(operations).as("seed %d", seed).isGreaterThan(50);
            finishEverything(stores, store);
            assertWhole(stores, store, seed);
        }
    }

    private void operate(JdbcSendStores stores, JdbcSendStore store, List<UUID> endpoints, Random random) {
        OutboxStore outbox = store.outbox();
        UUID endpoint = endpoints.get(random.nextInt(endpoints.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> SendRows.publish(store, NewEvents.of("order.paid").idempotencyKey("k" + random.nextInt(200)));
            case 2, 3 -> claims.addAll(SendRows.claim(store, 1 + random.nextInt(10)));
            case 4, 5 -> outbox.finish(some(random));
            case 6 -> outbox.settle(20);
            case 7 -> {
                if (random.nextBoolean()) {
                    store.endpoints().setState(endpoint, EndpointState.ENABLED, Optional.empty());
                } else {
                    store.endpoints().setState(endpoint, EndpointState.DISABLED, Optional.of(DisabledBecause.OPERATOR));
                }
            }
            case 8 -> outbox.purge(outbox.now(), 10);
            default -> {
                if (random.nextInt(4) == 0) {
                    stores.advance(Duration.ofMinutes(11)); // every lease runs out
                }
                outbox.list(DeliveryQuery.all().limit(5)).items().forEach(any -> outbox.redeliver(any.id()));
            }
        }
    }

    /** A batch as it happens: in no order, with stale claims in it, each delivery once. */
    private List<DeliveryResult> some(Random random) {
        List<DeliveryResult> results = new ArrayList<>();
        List<UUID> seen = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Claim<DeliveryWork> claim = claims.poll();
            if (claim == null || seen.contains(claim.id())) {
                continue;
            }
            seen.add(claim.id());
            results.add(
                    switch (random.nextInt(8)) {
                        case 0 -> SendRows.gone(claim);
                        case 1, 2, 3 -> SendRows.retry(claim);
                        default -> SendRows.delivered(claim);
                    });
            if (random.nextInt(3) == 0) {
                claims.add(claim); // and once more, later
            }
        }
        Collections.shuffle(results, random);
        return results;
    }

    private static void finishEverything(JdbcSendStores stores, JdbcSendStore store) throws WebhookException {
        stores.advance(Duration.ofHours(1));
        store.endpoints()
                .list(Optional.empty(), Optional.empty(), 100)
                .items()
                .forEach(
                        endpoint -> store.endpoints().setState(endpoint.id(), EndpointState.ENABLED, Optional.empty()));
        while (store.outbox().settle(100) > 0) {
            assertThat(stores.dataSource.isClosed()).isFalse();
        }
        List<Claim<DeliveryWork>> left = SendRows.claim(store, 100);
        while (!left.isEmpty()) {
            assertThat(store.outbox()
                            .finish(left.stream().map(SendRows::delivered).toList()))
                    .isEmpty();
            left = SendRows.claim(store, 100);
        }
    }

    private static void assertWhole(JdbcSendStores stores, JdbcSendStore store, long seed) throws Exception {
        DeliveryQuery query = DeliveryQuery.all().limit(500);
        List<Delivery> all = store.outbox().list(query).items();
        assertThat(all).as("seed %d", seed).isNotEmpty();
        for (Delivery delivery : all) {
            assertThat(delivery.state()).as("seed %d", seed).isIn(DeliveryState.DELIVERED, DeliveryState.DEAD);
            List<DeliveryAttempt> attempts = store.outbox().attempts(delivery.id());
            assertThat(attempts).as("seed %d", seed).hasSize(delivery.attempts());
            for (int i = 0; i < attempts.size(); i++) {
                assertThat(attempts.get(i).number()).isEqualTo(i + 1);
                assertThat(attempts.get(i).outcome()).isNotEqualTo(AttemptOutcome.STARTED);
            }
        }
        while (store.outbox().purge(store.outbox().now(), 1000) > 0) {
            assertThat(stores.dataSource.isClosed()).isFalse();
        }
        for (String table : List.of("delivery", "delivery_attempt", "event")) {
            assertThat(Rows.count(stores.dataSource, stores.prefix + table))
                    .as("%s, seed %d", table, seed)
                    .isZero();
        }
    }
}
