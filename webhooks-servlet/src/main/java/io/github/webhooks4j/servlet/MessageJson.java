package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessagePage;
import java.util.List;
import java.util.Optional;

/** Messages as the API shows them. What is absent is left out. */
final class MessageJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MessageJson() {}

    /** A page of the log, without bodies: {@code next} is the cursor of the following one. */
    static ObjectNode page(MessagePage page) {
        ObjectNode json = JSON.objectNode();
        ArrayNode messages = json.putArray("messages");
        page.messages().forEach(message -> messages.add(head(message)));
        put(json, "next", page.next());
        return json;
    }

    /** One message, with its body and its attempts. */
    static ObjectNode whole(Message message, List<MessageAttempt> attempts) {
        ObjectNode json = head(message);
        BodyJson.put(json, "headers", message.headers());
        BodyJson.put(json, "body", message.body());
        ArrayNode list = json.putArray("attempts");
        attempts.forEach(attempt -> list.add(attempt(attempt)));
        return json;
    }

    private static ObjectNode head(Message message) {
        ObjectNode json = JSON.objectNode();
        json.put("id", message.id().toString());
        json.put("source", message.source());
        json.put("state", message.state().word());
        put(json, "type", message.eventType());
        put(json, "providerId", message.providerId());
        json.put("method", message.method());
        if (!message.rawQuery().isEmpty()) {
            json.put("query", message.rawQuery());
        }
        json.put("receivedAt", message.receivedAt().toString());
        put(json, "remoteAddress", message.remoteAddress());
        json.put("scheme", message.scheme());
        put(json, "key", message.keyName());
        json.put("bodyLength", message.bodyLength());
        json.put("attemptCount", message.attempts());
        put(json, "error", message.error());
        put(json, "dueAt", message.dueAt());
        put(json, "finishedAt", message.finishedAt());
        return json;
    }

    private static ObjectNode attempt(MessageAttempt attempt) {
        ObjectNode json = JSON.objectNode();
        json.put("number", attempt.number());
        json.put("node", attempt.node());
        json.put("started", attempt.startedAt().toString());
        put(json, "ended", attempt.endedAt());
        json.put("outcome", attempt.outcome().word());
        put(json, "error", attempt.error());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(found -> json.put(name, found.toString()));
    }
}
