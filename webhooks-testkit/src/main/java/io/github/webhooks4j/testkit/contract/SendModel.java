package io.github.webhooks4j.testkit.contract;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What a store of sending should hold, told in the plainest way: lists that are gone through. */
final class SendModel {
    /** An endpoint and its one pattern. */
    static final class Target {
        final String owner;
        final String pattern;
        EndpointState state = EndpointState.ENABLED;

        Target(String owner, String pattern) {
            this.owner = owner;
            this.pattern = pattern;
        }
    }

    /** A delivery. The open attempt is the number of the one whose claim holds, or 0. */
    static final class Item {
        final UUID event;
        final UUID endpoint;
        final List<AttemptOutcome> outcomes = new ArrayList<>();
        DeliveryState state;
        Instant due;
        int open;
        int scheduled;
        Optional<Instant> finished = Optional.empty();
        Optional<String> error = Optional.empty();

        Item(UUID event, UUID endpoint, DeliveryState state, Instant due) {
            this.event = event;
            this.endpoint = endpoint;
            this.state = state;
            this.due = due;
        }

        private void loseLease() {
            if (open > 0) {
                outcomes.set(open - 1, AttemptOutcome.UNKNOWN);
                open = 0;
            }
        }

        private void move(DeliveryState next, Instant at, Instant nextDue) {
            state = next;
            due = nextDue;
            finished = next.isTerminal() ? Optional.of(at) : Optional.empty();
        }
    }

    private record Stored(NewEvent event, int deliveries, Instant at) {}

    final Map<UUID, Target> targets = new TreeMap<>();
    final List<Item> items = new ArrayList<>();
    private final List<Stored> events = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    void advance(Duration by) {
        now = now.plus(by);
    }

    Published publish(NewEvent event) {
        for (Stored first : events) {
            if (event.idempotencyKey().isPresent()
                    && first.event().idempotencyKey().equals(event.idempotencyKey())
                    && first.event().owner().equals(event.owner())) {
                return new Published(first.event().id(), first.deliveries(), true);
            }
        }
        int count = 0;
        for (Map.Entry<UUID, Target> one : targets.entrySet()) {
            Target target = one.getValue();
            if (target.owner.equals(event.owner())
                    && target.state != EndpointState.REMOVED
                    && (target.pattern.equals("*") || target.pattern.equals(event.type()))) {
                items.add(new Item(event.id(), one.getKey(), fitting(target.state), now));
                count++;
            }
        }
        events.add(new Stored(event, count, now));
        return new Published(event.id(), count, false);
    }

    boolean hasEvent(UUID id) {
        return events.stream().anyMatch(one -> one.event().id().equals(id));
    }

    private static DeliveryState fitting(EndpointState state) {
        return switch (state) {
            case ENABLED -> DeliveryState.PENDING;
            case DISABLED -> DeliveryState.HELD;
            case REMOVED -> DeliveryState.CANCELLED;
        };
    }

    /** When the deliveries that have to be claimed are due, endpoint after endpoint. */
    Map<UUID, List<Instant>> expectedClaims(DeliveryClaim wanted, List<UUID> inTurn) {
        Map<UUID, List<Instant>> expected = new LinkedHashMap<>();
        int left = wanted.max();
        for (UUID id : inTurn) {
            List<Instant> due = items.stream()
                    .filter(item -> item.endpoint.equals(id) && item.state == DeliveryState.PENDING)
                    .filter(item -> target(item).state == EndpointState.ENABLED && !item.due.isAfter(now))
                    .map(item -> item.due)
                    .sorted(Comparator.naturalOrder())
                    .limit(Math.min(left, wanted.perEndpoint()))
                    .toList();
            left -= due.size();
            if (!due.isEmpty()) {
                expected.put(id, due);
            }
        }
        return expected;
    }

    void claimed(Item item, Duration lease) {
        item.loseLease();
        item.outcomes.add(AttemptOutcome.STARTED);
        item.open = item.outcomes.size();
        item.scheduled++;
        item.due = now.plus(lease);
    }

    boolean finish(Item item, DeliveryResult result) {
        int attempt = result.claim().attempt();
        AttemptOutcome soFar = item.outcomes.get(attempt - 1);
        if (soFar == AttemptOutcome.STARTED || soFar == AttemptOutcome.UNKNOWN) {
            item.outcomes.set(attempt - 1, result.outcome());
        }
        if (item.open != attempt) {
            return false;
        }
        item.open = 0;
        item.error = result.error();
        item.scheduled -= result.outcome() == AttemptOutcome.NOT_SENT ? 1 : 0;
        item.move(result.next(), now, now.plus(result.retryIn()));
        if (result.disable().isPresent() && target(item).state == EndpointState.ENABLED) {
            target(item).state = EndpointState.DISABLED;
        }
        return true;
    }

    int settle() {
        int moved = 0;
        for (Item item : items) {
            DeliveryState next = fitting(target(item).state);
            if (!item.state.isTerminal() && !isLeased(item) && item.state != next) {
                item.loseLease();
                item.move(next, now, now);
                moved++;
            }
        }
        return moved;
    }

    boolean redeliver(Item item) {
        if (isLeased(item) || target(item).state == EndpointState.REMOVED) {
            return false;
        }
        item.loseLease();
        item.scheduled = 0;
        item.move(fitting(target(item).state), now, now);
        return true;
    }

    void purge(Duration age) {
        Instant until = now.minus(age);
        items.removeIf(
                item -> item.state.isTerminal() && !item.finished.orElseThrow().isAfter(until));
        events.removeIf(one -> !one.at().isAfter(until)
                && items.stream()
                        .noneMatch(item -> item.event.equals(one.event().id())));
    }

    private boolean isLeased(Item item) {
        return item.open > 0 && item.due.isAfter(now);
    }

    private Target target(Item item) {
        Target target = targets.get(item.endpoint);
        if (target == null) {
            throw new AssertionError("the model knows no endpoint " + item.endpoint);
        }
        return target;
    }
}
