package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pages of deliveries, newest first: one whole statement for each index that can be followed. */
enum DeliveryListing {
    OF_EVENT("""
            SELECT {delivery_columns}
              FROM {delivery}
             WHERE event_id = ? AND id < ?
               AND (CAST(? AS uuid) IS NULL OR endpoint_id = ?) AND (CAST(? AS varchar) IS NULL OR owner = ?)
               AND (CAST(? AS varchar) IS NULL OR state = ?)
             ORDER BY id DESC
             LIMIT ?
            """),
    DEAD("""
            SELECT {delivery_columns}
              FROM {delivery}
             WHERE state = 'dead' AND id < ?
               AND (CAST(? AS uuid) IS NULL OR endpoint_id = ?) AND (CAST(? AS varchar) IS NULL OR owner = ?)
             ORDER BY id DESC
             LIMIT ?
            """),
    TO_ENDPOINT("""
            SELECT {delivery_columns}
              FROM {delivery}
             WHERE endpoint_id = ? AND id < ?
               AND (CAST(? AS varchar) IS NULL OR owner = ?) AND (CAST(? AS varchar) IS NULL OR state = ?)
             ORDER BY id DESC
             LIMIT ?
            """),
    OF_OWNER("""
            SELECT {delivery_columns}
              FROM {delivery}
             WHERE owner = ? AND id < ?
               AND (CAST(? AS varchar) IS NULL OR state = ?)
             ORDER BY id DESC
             LIMIT ?
            """),
    ALL("""
            SELECT {delivery_columns}
              FROM {delivery}
             WHERE id < ?
               AND (CAST(? AS varchar) IS NULL OR state = ?)
             ORDER BY id DESC
             LIMIT ?
            """);

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final String sql;

    DeliveryListing(String sql) {
        this.sql = sql;
    }

    static DeliveryListing of(DeliveryQuery query) {
        if (query.event().isPresent()) {
            return OF_EVENT;
        }
        if (query.state().filter(state -> state == DeliveryState.DEAD).isPresent()) {
            return DEAD;
        }
        if (query.endpoint().isPresent()) {
            return TO_ENDPOINT;
        }
        return query.owner().isPresent() ? OF_OWNER : ALL;
    }

    String sql() {
        return sql;
    }

    /** One row more than asked for tells whether there is another page. */
    @Nullable
    Object[] parameters(DeliveryQuery query) {
        Optional<String> state = query.state().map(DeliveryState::word);
        UUID cursor = query.cursor().orElse(AFTER_ALL);
        List<Object> parameters = new ArrayList<>();
        switch (this) {
            case OF_EVENT -> {
                parameters.addAll(List.of(query.event(), cursor, query.endpoint(), query.endpoint()));
                parameters.addAll(List.of(query.owner(), query.owner(), state, state));
            }
            case DEAD -> {
                parameters.addAll(List.of(cursor, query.endpoint(), query.endpoint()));
                parameters.addAll(List.of(query.owner(), query.owner()));
            }
            case TO_ENDPOINT -> {
                parameters.addAll(List.of(query.endpoint(), cursor));
                parameters.addAll(List.of(query.owner(), query.owner(), state, state));
            }
            case OF_OWNER -> parameters.addAll(List.of(query.owner(), cursor, state, state));
            case ALL -> parameters.addAll(List.of(cursor, state, state));
        }
        parameters.add(query.limit() + 1);
        return parameters.toArray();
    }
}
