package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.receive.NewMessage.Start;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** What a new row holds beside the message itself, which its start decides. */
record InsertRow(NewMessage message, Instant now) {
    /**
     * Two batches that share rows take them in one order, or they would wait for each other. Messages that share
     * a content key count as the same first: repeats of one content under changed ids are what comes often.
     */
    static final Comparator<NewMessage> ORDER = Comparator.comparing(NewMessage::source)
            .thenComparing(
                    message -> message.contentKey().or(message::dedupeKey).orElse(""))
            .thenComparing(message -> message.dedupeKey().orElse(""))
            .thenComparing(NewMessage::id);

    /** As the database keeps it: microseconds, and no text that it would refuse. */
    static NewMessage storable(NewMessage message) {
        return new NewMessage(
                message.id(),
                message.source(),
                message.dedupeKey(),
                message.dedupeKeySigned(),
                message.contentKey(),
                message.contentSince(),
                SafeText.of(message.eventType()),
                SafeText.of(message.method()),
                SafeText.of(message.query()),
                SafeText.of(message.remoteAddress()),
                message.scheme(),
                message.keyName(),
                message.headers(),
                message.body(),
                message.receivedAt().truncatedTo(ChronoUnit.MICROS),
                message.start());
    }

    String state() {
        return initialState(message).word();
    }

    static MessageState initialState(NewMessage message) {
        if (message.start() instanceof Start.Ignored) {
            return MessageState.IGNORED;
        }
        return message.start() instanceof Start.Inline ? MessageState.RECEIVED : MessageState.PENDING;
    }

    String headers() {
        return HeaderText.write(message.headers());
    }

    Optional<Instant> dueAt() {
        return message.start() instanceof Start.Queued ? Optional.of(now) : Optional.empty();
    }

    Optional<Instant> leaseUntil() {
        return message.start() instanceof Start.Inline inline
                ? Optional.of(now.plus(inline.lease()))
                : Optional.empty();
    }

    Optional<String> node() {
        return message.start() instanceof Start.Inline inline ? Optional.of(inline.node()) : Optional.empty();
    }

    /** Fence, attempts and place on the schedule alike: 1 when it is claimed at once. */
    int begun() {
        return message.start() instanceof Start.Inline ? 1 : 0;
    }

    static Dialect.Existing existing(ResultSet row) throws SQLException {
        return new Dialect.Existing(
                row.getObject("wanted_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getString("state"),
                Sql.instant(row, "received_at"),
                row.getBoolean("by_content"));
    }
}
