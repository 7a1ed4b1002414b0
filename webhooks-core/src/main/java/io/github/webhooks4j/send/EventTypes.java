package io.github.webhooks4j.send;

import io.github.webhooks4j.EventTypePattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The catalogue of event types that this application publishes. It lives in memory: each node declares what it
 * publishes, at its start or while it runs.
 *
 * <p>Thread-safe.
 */
public final class EventTypes {
    /** The type of a ping, always declared: {@value}. */
    public static final String PING = "ping";

    /** An endpoint was disabled by what it answered; published once it is declared: {@value}. */
    public static final String ENDPOINT_DISABLED = "webhooks.endpoint.disabled";

    /** A delivery is dead; published once it is declared: {@value}. */
    public static final String DELIVERY_DEAD = "webhooks.delivery.dead";

    private final ConcurrentMap<String, EventType> types = new ConcurrentSkipListMap<>();

    EventTypes() {
        declare(EventType.of(PING).description("Sent on request, to see whether an endpoint answers."));
    }

    /**
     * Declares a type, or replaces what was declared under its name.
     *
     * @param type the type
     */
    public void declare(EventType type) {
        types.put(type.name(), type);
    }

    /**
     * All types.
     *
     * @return in alphabetical order
     */
    public List<EventType> all() {
        return List.copyOf(types.values());
    }

    /**
     * A declared type.
     *
     * @param name its name
     * @return the type, empty when it was not declared
     */
    public Optional<EventType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** What is wrong with a type to publish, if anything. */
    Optional<String> fault(String name) {
        return types.containsKey(name)
                ? Optional.empty()
                : Optional.of("event type '" + name + "' is not declared" + nearest(name, types.keySet()));
    }

    /** What is wrong with a type or wildcard to subscribe to: one that covers no declared type is a slip. */
    Optional<String> faultOf(EventTypePattern pattern, String text) {
        if (!text.endsWith("*")) {
            return fault(text);
        }
        return types.keySet().stream().anyMatch(pattern::matches)
                ? Optional.empty()
                : Optional.of("event type '" + text + "' covers no declared type" + nearest(text, wildcards()));
    }

    /** Every prefix of a declared type that ends before a dot. */
    private Set<String> wildcards() {
        Set<String> wildcards = new TreeSet<>();
        for (String name : types.keySet()) {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                wildcards.add(name.substring(0, dot) + ".*");
            }
        }
        return wildcards;
    }

    private static String nearest(String name, Set<String> known) {
        return NearestName.of(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }
}
