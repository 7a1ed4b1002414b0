package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Rows to values. */
final class MessageRows {
    private MessageRows() {}

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                stored(row),
                MessageState.ofWord(row.getString("state")),
                row.getInt("attempts"),
                Sql.optionalText(row, "error"),
                Sql.optionalInstant(row, "due_at"),
                Sql.optionalInstant(row, "finished_at"));
    }

    /** How its life began, and the window of its content key, counted only when it was stored. */
    private static NewMessage stored(ResultSet row) throws SQLException {
        Instant receivedAt = Sql.instant(row, "received_at");
        return new NewMessage(
                row.getObject("id", UUID.class),
                row.getString("source"),
                Sql.optionalText(row, "dedupe_key"),
                row.getBoolean("dedupe_key_signed"),
                Sql.optionalText(row, "content_key"),
                receivedAt,
                Sql.optionalText(row, "event_type"),
                row.getString("method"),
                row.getString("query"),
                Sql.optionalText(row, "remote_address"),
                row.getString("scheme"),
                Sql.optionalText(row, "key_name"),
                HeaderText.read(row.getString("headers")),
                row.getBytes("body"),
                receivedAt,
                new NewMessage.Start.Queued());
    }

    static Claim<Message> claim(ResultSet row) throws SQLException {
        Message message = message(row);
        return new Claim<>(
                message.id(), message, row.getLong("fence"), row.getInt("attempts"), row.getInt("scheduled"));
    }

    static MessageAttempt attempt(ResultSet row) throws SQLException {
        return new MessageAttempt(
                row.getInt("number"),
                row.getString("node"),
                Sql.instant(row, "started_at"),
                Sql.optionalInstant(row, "ended_at"),
                MessageAttempt.Outcome.ofWord(row.getString("outcome")),
                Sql.optionalText(row, "error"));
    }
}
