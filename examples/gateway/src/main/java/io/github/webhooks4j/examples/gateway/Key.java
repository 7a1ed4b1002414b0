package io.github.webhooks4j.examples.gateway;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings that exist once. An environment variable with the constant's own name overrides the file. */
enum Key {
    HTTP_HOST("127.0.0.1"),
    HTTP_PORT("8080"),
    /** Unless set: {@code http://localhost:PORT}. */
    PUBLIC_URL(null),
    DATABASE_URL("jdbc:h2:mem:gateway;DB_CLOSE_DELAY=-1"),
    DATABASE_USER(null),
    DATABASE_PASSWORD(null),
    DATABASE_POOL("16"),
    /** Unless set, the API is closed. */
    API_TOKEN(null),
    RECEIVE_MAX_BODY("1MiB", "receive.max-body"),
    RECEIVE_INLINE_DEADLINE("PT10S", "receive.inline-deadline"),
    RECEIVE_RETENTION("P7D", "receive.retention"),
    EVENT_TYPES("ping"),
    /** Unless set: the library's. */
    DELIVERY_SCHEDULE(null),
    DELIVERY_TIMEOUT("PT15S"),
    DELIVERY_LEASE("PT60S"),
    DELIVERY_CONCURRENCY("256"),
    DELIVERY_PER_ENDPOINT("16", "delivery.per-endpoint"),
    /** Unless set: public addresses only. */
    TARGETS_ALLOW(null),
    TARGETS_HTTP("false"),
    /** Unless set, secrets of endpoints are stored in clear. */
    MASTER_KEY(null);

    private final Optional<String> standard;
    private final String text;

    Key(@Nullable String standard) {
        this.standard = Optional.ofNullable(standard);
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    Key(String standard, String text) {
        this.standard = Optional.of(standard);
        this.text = text;
    }

    /** As it is written in the file. */
    String text() {
        return text;
    }

    /** The value when nothing is set. */
    Optional<String> standard() {
        return standard;
    }

    static Optional<Key> of(String text) {
        for (Key key : values()) {
            if (key.text.equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
