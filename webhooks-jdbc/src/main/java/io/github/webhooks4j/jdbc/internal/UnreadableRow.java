package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import java.io.Serial;
import java.sql.SQLException;
import java.util.UUID;

/** A column holds what this release cannot read. Names the column, never shows what is in it. */
final class UnreadableRow extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private UnreadableRow(String column) {
        super(column + " cannot be read", null, false, false);
    }

    /** Reads what a column holds. */
    @FunctionalInterface
    interface Reader<T> {
        T read() throws SQLException;
    }

    /** What the reader reads; whatever it cannot is this row's fault. Its cause is dropped: it may quote the text. */
    static <T> T or(String column, Reader<T> reader) throws SQLException {
        try {
            return reader.read();
        } catch (RuntimeException e) {
            throw new UnreadableRow(column);
        }
    }

    /** As callers see it. */
    WebhookException of(String kind, UUID id) {
        return new WebhookException(kind + " id=" + id + ": " + getMessage(), null, false);
    }
}
