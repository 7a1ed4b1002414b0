package io.github.webhooks4j.send;

import io.github.webhooks4j.internal.TimeOrderedId;
import io.github.webhooks4j.work.Claim;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events about sending itself, for the owner's other endpoints: published in the transaction of the change that they
 * tell of, once their type is declared. What happens to them never makes another one.
 */
final class OperationalEvents {
    private static final String PREFIX = "webhooks.";

    private final SendSettings settings;
    private final Clock clock;

    OperationalEvents(SendSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The result with the events that follow from it. */
    DeliveryResult following(DeliveryResult result) {
        if (result.next() != DeliveryState.DEAD && result.disable().isEmpty()) {
            return result;
        }
        if (result.claim().work().event().type().startsWith(PREFIX)) {
            return result;
        }
        List<NewEvent> events = new ArrayList<>();
        if (result.next() == DeliveryState.DEAD) {
            add(
                    events,
                    EventTypes.DELIVERY_DEAD,
                    result,
                    Map.of("error", result.error().orElse("")),
                    Optional.empty());
        }
        result.disable()
                .ifPresent(because -> add(
                        events, EventTypes.ENDPOINT_DISABLED, result, Map.of("because", because.word()), once(result)));
        return events.isEmpty() ? result : result.withFollowUps(events);
    }

    /** Of many in flight to an endpoint, on any node, only the first to be written tells that it was disabled. */
    private static Optional<String> once(DeliveryResult result) {
        return Optional.of(EventTypes.ENDPOINT_DISABLED + " " + OutboxQueue.endpoint(result.claim()) + " "
                + result.claim().work().endpoint().version());
    }

    private void add(
            List<NewEvent> events,
            String type,
            DeliveryResult result,
            Map<String, String> more,
            Optional<String> idempotencyKey) {
        if (settings.eventTypes.find(type).isEmpty()) {
            return;
        }
        Claim<DeliveryWork> claim = result.claim();
        Map<String, String> data = new LinkedHashMap<>();
        data.put("endpoint", OutboxQueue.endpoint(claim).toString());
        data.put("delivery", claim.id().toString());
        data.put("event", claim.work().event().id().toString());
        data.put("eventType", claim.work().event().type());
        data.putAll(more);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type);
        payload.put("timestamp", clock.instant().toString());
        payload.put("data", data);
        events.add(new NewEvent(
                TimeOrderedId.at(clock.instant()),
                type,
                claim.work().event().owner(),
                Event.JSON,
                JsonPayloads.bytes(payload),
                List.of(),
                idempotencyKey,
                Optional.empty(),
                settings.keepUnheard));
    }
}
