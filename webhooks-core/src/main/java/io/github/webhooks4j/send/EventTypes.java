package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
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
                : Optional.of("event type '" + name + "' is not declared" + nearest(name));
    }

    private String nearest(String name) {
        return NearestName.of(name, types.keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }
}
