package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.jdbc.internal.Dialect.Existing;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.work.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores messages in one transaction: each is new, or a duplicate of one that is named. */
final class InsertTransaction {
    private static final String CLEAR_CONTENT_KEY = "UPDATE {message} SET content_key = NULL WHERE id = ?";

    private final Dialect dialect;
    private final Tables tables;
    private final Duration wait;

    /** Waits so long for an insert of somebody else that is neither committed nor rolled back. */
    InsertTransaction(Dialect dialect, Tables tables, Duration wait) {
        this.dialect = dialect;
        this.tables = tables;
        this.wait = wait;
    }

    /** By the id of the message; valid once the transaction has committed. */
    Map<UUID, Insertion> store(Transaction transaction, List<NewMessage> messages) throws SQLException {
        Map<UUID, Insertion> outcomes = new HashMap<>();
        List<NewMessage> open = new ArrayList<>(messages);
        open.sort(InsertRow.ORDER);
        long start = System.nanoTime();
        for (int round = 0; !open.isEmpty(); round++) {
            pause(round, start);
            Set<UUID> stored = dialect.insertNew(transaction, tables, open);
            for (NewMessage message : open) {
                if (stored.contains(message.id())) {
                    outcomes.put(message.id(), inserted(message));
                }
            }
            open.removeIf(message -> stored.contains(message.id()));
            if (!open.isEmpty()) {
                outcomes.putAll(duplicates(transaction, open));
                open.removeIf(message -> outcomes.containsKey(message.id()));
            }
        }
        return outcomes;
    }

    /** A key that was in the way and is gone, or not visible yet: again, and soon, but not for ever. */
    private void pause(int round, long start) {
        if (round < 2) {
            return;
        }
        if (System.nanoTime() - start > wait.toNanos()) {
            throw new WebhookException("another transaction holds a key of a new message for too long", null);
        }
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(round, 20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WebhookException("interrupted while another transaction holds a key of a new message", e);
        }
    }

    private static Insertion inserted(NewMessage message) {
        if (message.start() instanceof NewMessage.Start.Inline) {
            Message first = new Message(
                    message, MessageState.RECEIVED, 1, Optional.empty(), Optional.empty(), Optional.empty());
            return new Insertion.Inserted(Optional.of(new Claim<>(message.id(), first, 1, 1, 1)));
        }
        return new Insertion.Inserted(Optional.empty());
    }

    /** The same id counts before the same content; content that is past its window makes room. */
    private Map<UUID, Insertion> duplicates(Transaction transaction, List<NewMessage> refused) throws SQLException {
        Map<UUID, List<Existing>> inTheWay = dialect.existing(transaction.connection(), tables, refused).stream()
                .collect(Collectors.groupingBy(Existing::wantedId));
        Map<UUID, Insertion> duplicates = new HashMap<>();
        for (NewMessage message : refused) {
            List<Existing> all = inTheWay.getOrDefault(message.id(), List.of());
            @Nullable Existing same = firstThatCounts(all, message);
            if (same != null) {
                duplicates.put(message.id(), new Insertion.Duplicate(same.id(), MessageState.ofWord(same.state())));
                continue;
            }
            for (Existing past : all) {
                Sql.update(transaction.connection(), tables.sql(CLEAR_CONTENT_KEY), past.id());
            }
        }
        return duplicates;
    }

    private static @Nullable Existing firstThatCounts(List<Existing> all, NewMessage message) {
        for (Existing existing : all) {
            if (!existing.byContent()) {
                return existing;
            }
        }
        for (Existing existing : all) {
            if (!existing.receivedAt().isBefore(message.contentSince())) {
                return existing;
            }
        }
        return null;
    }
}
