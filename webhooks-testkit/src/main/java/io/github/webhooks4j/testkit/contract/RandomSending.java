package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * The same operations on a store and on the model, compared one by one. They are a minute apart, and no lease or
 * delay is a whole number of minutes: nothing falls on a boundary, even when the clock of the store runs on by some
 * seconds. What is due at the same time is in no order: the model follows the store there.
 */
final class RandomSending {
    private static final Duration LEASE = Duration.ofSeconds(260);
    private static final Duration DELAY = Duration.ofSeconds(160);
    private static final List<String> OWNERS = List.of("acme", "other");
    private static final List<String> TYPES = List.of("order.paid", "ping");

    private final SendStore store;
    private final OutboxStore outbox;
    private final SendModel model = new SendModel();
    private final Map<UUID, SendModel.Item> byId = new HashMap<>();
    private final List<Claim<DeliveryWork>> claims = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final long seed;
    private final Random random;

    RandomSending(SendStore store, long seed) {
        this.store = store;
        this.seed = seed;
        outbox = store.outbox();
        random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            register();
        }
    }

    void next() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> publish();
            case 4, 5, 6 -> claim();
            case 7, 8, 9, 10 -> finish();
            case 11 -> changeState();
            case 12 -> redeliver();
            case 13 -> purge();
            default -> settle();
        }
        if (done.size() % 20 == 0) {
            compareEverything();
        }
    }

    void advance(Duration by) {
        model.advance(by);
    }

    private void register() {
        String owner = pick(OWNERS);
        String pattern = random.nextBoolean() ? "*" : pick(TYPES);
        UUID id = NewEvents.id(NewEvents.PUBLISHED_AT);
        EndpointSpec spec =
                EndpointSpec.to("https://example.test/" + id).owner(owner).events(pattern);
        done.add("register " + id + " " + owner + " " + pattern);
        store.endpoints().insert(SendStoreFixture.fresh(id, spec));
        model.targets.put(id, new SendModel.Target(owner, pattern));
    }

    private void publish() {
        NewEvents builder = NewEvents.of(pick(TYPES)).owner(pick(OWNERS)).at(outbox.now());
        if (random.nextBoolean()) {
            builder.idempotencyKey("key-" + random.nextInt(8));
        }
        NewEvent event = builder.build();
        done.add("publish " + event);
        int before = model.items.size();
        assertThat(outbox.publish(List.of(event), new SendStoreFixture.Watched()))
                .as(this::story)
                .containsExactly(model.publish(event));
        List<SendModel.Item> added = model.items.subList(before, model.items.size());
        List<Delivery> found =
                outbox.list(DeliveryQuery.all().ofEvent(event.id())).items();
        assertThat(found)
                .as(this::story)
                .extracting(Delivery::endpoint)
                .containsExactlyInAnyOrderElementsOf(
                        added.stream().map(item -> item.endpoint).toList());
        for (Delivery one : found) {
            added.stream()
                    .filter(item -> item.endpoint.equals(one.endpoint()))
                    .forEach(item -> byId.put(one.id(), item));
            compare(one.id());
        }
    }

    private void claim() {
        List<UUID> inTurn = new ArrayList<>(model.targets.keySet());
        int turn = random.nextInt(inTurn.size());
        Optional<UUID> after = turn == 0 ? Optional.empty() : Optional.of(inTurn.get(turn - 1));
        Collections.rotate(inTurn, -turn);
        DeliveryClaim wanted =
                new DeliveryClaim(random.nextInt(6), LEASE, "node", 1 + random.nextInt(3), Map.of(), after);
        done.add("claim " + wanted);
        List<Claim<DeliveryWork>> now = outbox.claim(wanted);

        Map<UUID, List<Instant>> actual = new LinkedHashMap<>();
        for (Claim<DeliveryWork> claim : now) {
            actual.computeIfAbsent(claim.work().endpoint().endpoint().id(), id -> new ArrayList<>())
                    .add(item(claim.id()).due);
        }
        Map<UUID, List<Instant>> expected = model.expectedClaims(wanted, inTurn);
        assertThat(List.copyOf(actual.entrySet())).as(this::story).isEqualTo(List.copyOf(expected.entrySet()));
        for (Claim<DeliveryWork> claim : now) {
            SendModel.Item item = item(claim.id());
            model.claimed(item, LEASE);
            assertThat(List.of(claim.attempt(), claim.scheduled()))
                    .as(this::story)
                    .containsExactly(item.outcomes.size(), item.scheduled);
            compare(claim.id());
        }
        claims.addAll(now);
    }

    private SendModel.Item item(UUID id) {
        SendModel.Item item = byId.get(id);
        if (item == null) {
            throw new AssertionError("the model knows no delivery " + id + ", " + story());
        }
        return item;
    }

    private void finish() {
        if (claims.isEmpty()) {
            return;
        }
        Claim<DeliveryWork> claim = random.nextInt(3) > 0 ? claims.get(claims.size() - 1) : pick(claims);
        DeliveryResult result = switch (random.nextInt(8)) {
            case 0, 1 -> Results.delivered(claim);
            case 2 -> Results.dead(claim);
            case 3 -> Results.notSent(claim, DELAY);
            case 4 -> random.nextInt(4) == 0 ? Results.gone(claim) : Results.dead(claim);
            default -> Results.retry(claim, DELAY);
        };
        done.add("finish " + result);
        boolean held = outbox.finish(List.of(result)).isEmpty();
        SendModel.Item item = byId.get(claim.id());
        assertThat(held).as(this::story).isEqualTo(item != null && model.finish(item, result));
        if (item != null) {
            compare(claim.id());
        }
    }

    private void changeState() {
        UUID id = pick(List.copyOf(model.targets.keySet()));
        EndpointState state = random.nextInt(8) == 0
                ? EndpointState.REMOVED
                : random.nextInt(3) == 0 ? EndpointState.DISABLED : EndpointState.ENABLED;
        SendModel.Target target = model.targets.get(id);
        if (target == null || target.state == EndpointState.REMOVED) {
            register();
            return;
        }
        done.add("setState " + id + " " + state);
        Optional<DisabledBecause> because =
                state == EndpointState.DISABLED ? Optional.of(DisabledBecause.OPERATOR) : Optional.empty();
        store.endpoints().setState(id, state, because);
        target.state = state;
    }

    private void redeliver() {
        if (!byId.isEmpty()) {
            UUID id = pick(byId.keySet().stream().sorted().toList());
            done.add("redeliver " + id);
            assertThat(outbox.redeliver(id)).as(this::story).isEqualTo(model.redeliver(item(id)));
            compare(id);
        }
    }

    private void settle() {
        done.add("settle");
        assertThat(outbox.settle(1000)).as(this::story).isEqualTo(model.settle());
    }

    private void purge() {
        Duration age = Duration.ofMinutes(10L + random.nextInt(40)).plusSeconds(30);
        done.add("purge " + age);
        outbox.purge(outbox.now().minus(age), 1000);
        model.purge(age);
        List<UUID> gone = byId.entrySet().stream()
                .filter(one -> !model.items.contains(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        for (UUID id : gone) {
            SendModel.Item item = item(id);
            assertThat(outbox.findDelivery(id)).as(this::story).isEmpty();
            assertThat(outbox.findEvent(item.event).isPresent()).as(this::story).isEqualTo(model.hasEvent(item.event));
            byId.remove(id);
        }
    }

    void compareEverything() {
        byId.keySet().forEach(this::compare);
        List<UUID> listed = outbox.list(DeliveryQuery.all().limit(DeliveryQuery.MAX_LIMIT)).items().stream()
                .map(Delivery::id)
                .toList();
        assertThat(listed).as(this::story).containsExactlyInAnyOrderElementsOf(byId.keySet());
    }

    private void compare(UUID id) {
        SendModel.Item item = item(id);
        Delivery found = outbox.findDelivery(id).orElseThrow(() -> new AssertionError(story()));
        assertThat(found.state()).as(this::story).isEqualTo(item.state);
        assertThat(found.dueAt().isPresent()).as(this::story).isEqualTo(item.state == DeliveryState.PENDING);
        assertThat(found.finishedAt().isPresent()).as(this::story).isEqualTo(item.finished.isPresent());
        assertThat(found.lastError()).as(this::story).isEqualTo(item.error);
        assertThat(outbox.attempts(id).stream().map(DeliveryAttempt::outcome).toList())
                .as(this::story)
                .isEqualTo(item.outcomes);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String story() {
        return "seed " + seed + ", operation " + done.size() + ", the last ones "
                + done.subList(Math.max(0, done.size() - 10), done.size());
    }
}
