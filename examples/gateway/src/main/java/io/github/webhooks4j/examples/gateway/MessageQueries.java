package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import java.util.Map;

/** Reads the query of {@code GET /api/messages}. */
final class MessageQueries {
    private MessageQueries() {}

    /**
     * Reads the parameters.
     *
     * @throws IllegalArgumentException saying which parameter is wrong
     */
    static MessageQuery of(Map<String, String[]> parameters) {
        MessageQuery query = MessageQuery.all();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (parameter.getValue().length != 1) {
                throw new IllegalArgumentException(parameter.getKey() + " is given more than once");
            }
            query = with(query, parameter.getKey(), parameter.getValue()[0]);
        }
        return query;
    }

    private static MessageQuery with(MessageQuery query, String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " holds control characters");
        }
        return switch (name) {
            case "source" -> query.source(value);
            case "type" -> query.eventType(value);
            case "state" -> query.state(MessageState.ofWord(value));
            case "cursor" -> after(query, value);
            case "limit" -> query.limit(number(value));
            default ->
                throw new IllegalArgumentException("unknown parameter; known: source, state, type, cursor, limit");
        };
    }

    private static MessageQuery after(MessageQuery query, String cursor) {
        MessageQuery after = query.after(cursor);
        if (after.cursor().isEmpty()) {
            throw new IllegalArgumentException("not a cursor of this log");
        }
        return after;
    }

    private static int number(String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("limit must be a number");
        }
        return Integer.parseInt(value);
    }
}
