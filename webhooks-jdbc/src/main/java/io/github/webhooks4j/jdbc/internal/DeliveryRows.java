package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events, deliveries and attempts of rows. */
final class DeliveryRows {
    private static final byte[] EMPTY = {};

    private DeliveryRows() {}

    /** An event whose columns carry no prefix. */
    static StoredEvent event(ResultSet row) throws SQLException {
        try {
            return event(row, "");
        } catch (UnreadableRow e) {
            throw e.of("event", Sql.id(row, "id"));
        }
    }

    /** An event of a join. */
    static StoredEvent event(ResultSet row, String prefix) throws SQLException {
        return new StoredEvent(
                Sql.id(row, prefix + "id"),
                row.getString(prefix + "event_type"),
                row.getString(prefix + "owner"),
                row.getString(prefix + "content_type"),
                row.getBytes(prefix + "payload"),
                UnreadableRow.or(prefix + "tags", () -> JsonText.readStrings(row.getString(prefix + "tags"))),
                Sql.optionalText(row, prefix + "idempotency_key"),
                Sql.instant(row, prefix + "created_at"));
    }

    static Delivery delivery(ResultSet row) throws SQLException {
        UUID id = Sql.id(row, "id");
        try {
            return new Delivery(
                    id,
                    Sql.id(row, "event_id"),
                    Sql.id(row, "endpoint_id"),
                    row.getString("owner"),
                    row.getString("event_type"),
                    UnreadableRow.or("state", () -> DeliveryState.of(row.getString("state"))),
                    row.getInt("attempts"),
                    Sql.instant(row, "created_at"),
                    Sql.optionalInstant(row, "due_at"),
                    Sql.optionalInstant(row, "finished_at"),
                    Sql.optionalInt(row, "last_status"),
                    Sql.optionalText(row, "last_error"));
        } catch (UnreadableRow e) {
            throw e.of("delivery", id);
        }
    }

    static DeliveryAttempt attempt(ResultSet row) throws SQLException {
        UUID delivery = Sql.id(row, "delivery_id");
        try {
            byte @Nullable [] body = row.getBytes("response_body");
            return new DeliveryAttempt(
                    delivery,
                    row.getInt("number"),
                    row.getString("node"),
                    Sql.instant(row, "started_at"),
                    Sql.optionalInstant(row, "ended_at"),
                    UnreadableRow.or("outcome", () -> AttemptOutcome.of(row.getString("outcome"))),
                    Sql.optionalInt(row, "status"),
                    UnreadableRow.or(
                            "error_kind",
                            () -> Sql.optionalText(row, "error_kind")
                                    .map(word -> ErrorKind.valueOf(word.toUpperCase(Locale.ROOT)))),
                    Sql.optionalText(row, "error"),
                    headers(row),
                    body == null ? EMPTY : body);
        } catch (UnreadableRow e) {
            throw e.of("attempt of delivery", delivery);
        }
    }

    private static Headers headers(ResultSet row) throws SQLException {
        @Nullable String text = row.getString("response_headers");
        return text == null ? Headers.empty() : UnreadableRow.or("response_headers", () -> HeaderText.read(text));
    }
}
