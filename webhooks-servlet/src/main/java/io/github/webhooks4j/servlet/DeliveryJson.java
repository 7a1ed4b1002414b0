package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.StoredEvent;
import java.util.List;
import java.util.Optional;

/** Events and deliveries as the API shows them. What is absent is left out. */
final class DeliveryJson {
    private DeliveryJson() {}

    static ObjectNode page(Page<Delivery> page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode deliveries = json.putArray("deliveries");
        page.items().forEach(delivery -> deliveries.add(of(delivery)));
        put(json, "next", page.next());
        return json;
    }

    /** An event with its deliveries: {@code next} is a cursor for the list of deliveries. */
    static ObjectNode event(StoredEvent event, Page<Delivery> deliveries) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", event.id().toString());
        json.put("type", event.type());
        json.put("owner", event.owner());
        json.put("contentType", event.contentType());
        BodyJson.put(json, "payload", event.payload());
        ArrayNode tags = json.putArray("tags");
        event.tags().forEach(tags::add);
        put(json, "idempotencyKey", event.idempotencyKey());
        json.put("createdAt", event.createdAt().toString());
        json.setAll(page(deliveries));
        return json;
    }

    static ObjectNode whole(Delivery delivery, List<DeliveryAttempt> attempts) {
        ObjectNode json = of(delivery);
        ArrayNode list = json.putArray("attempts");
        attempts.forEach(attempt -> list.add(attempt(attempt)));
        return json;
    }

    private static ObjectNode of(Delivery delivery) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", delivery.id().toString());
        json.put("event", delivery.event().toString());
        json.put("endpoint", delivery.endpoint().toString());
        json.put("owner", delivery.owner());
        json.put("type", delivery.eventType());
        json.put("state", delivery.state().word());
        json.put("attemptCount", delivery.attempts());
        json.put("createdAt", delivery.createdAt().toString());
        put(json, "dueAt", delivery.dueAt());
        put(json, "finishedAt", delivery.finishedAt());
        delivery.lastStatus().ifPresent(status -> json.put("lastStatus", status));
        put(json, "lastError", delivery.lastError());
        return json;
    }

    private static ObjectNode attempt(DeliveryAttempt attempt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", attempt.number());
        json.put("node", attempt.node());
        json.put("started", attempt.startedAt().toString());
        put(json, "ended", attempt.endedAt());
        json.put("outcome", attempt.outcome().word());
        attempt.status().ifPresent(status -> json.put("status", status));
        attempt.errorKind().ifPresent(kind -> json.put("errorKind", kind.word()));
        put(json, "error", attempt.error());
        if (attempt.status().isPresent()) {
            BodyJson.put(json, "responseHeaders", attempt.responseHeaders());
            BodyJson.put(json, "responseBody", attempt.responseBody());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(found -> json.put(name, found.toString()));
    }
}
