package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.send.Webhooks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /events}. */
final class EventCalls {
    private static final Set<String> KEYS = Set.of("type", "owner", "idempotencyKey", "tags");
    private static final String PAYLOAD = "payload";

    private final Webhooks webhooks;

    EventCalls(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/events", this::publish).on("GET", "/events/{id}", this::show);
    }

    private ApiAnswer publish(ApiCall call) throws RefusedCall {
        Event event = event(call);
        try {
            var unused = webhooks.prepare(event);
        } catch (IllegalArgumentException e) { // what the caller asked for; past this it would be a defect
            throw RefusedCall.faults(List.of(String.valueOf(e.getMessage())));
        }
        return accepted(webhooks.publish(event));
    }

    private static Event event(ApiCall call) throws RefusedCall {
        JsonBody body = call.body(KEYS, PAYLOAD);
        String type = body.requiredText("type");
        Optional<String> asked = body.text("owner");
        Optional<String> key = body.text("idempotencyKey");
        List<String> tags = body.texts("tags").orElse(List.of());
        if (body.raw().isEmpty()) {
            body.fault(PAYLOAD + " is missing");
        }
        body.check();
        Event event = Event.ofBytes(type, Event.JSON, body.raw().orElseThrow());
        event = call.owner(asked).map(event::owner).orElse(event);
        event = key.map(event::idempotencyKey).orElse(event);
        for (String tag : tags) {
            event = event.tag(tag);
        }
        return event;
    }

    static ApiAnswer accepted(Published published) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", published.event().toString());
        json.put("deliveries", published.deliveries());
        if (published.repeated()) {
            json.put("repeated", true);
        }
        return ApiAnswer.json(202, json);
    }

    private ApiAnswer show(ApiCall call) throws RefusedCall {
        StoredEvent event = webhooks.deliveries()
                .event(call.id())
                .filter(found -> call.sees(found.owner()))
                .orElseThrow(RefusedCall::notFound);
        Page<Delivery> deliveries = webhooks.deliveries()
                .list(DeliveryQuery.all().ofEvent(event.id()).limit(DeliveryQuery.MAX_LIMIT));
        return ApiAnswer.json(200, DeliveryJson.event(event, deliveries));
    }
}
