package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageCursor;
import io.github.webhooks4j.receive.MessagePage;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading the log, and keeping it short. */
public final class MessageLog {
    private static final String FIND_BY_KEY = "SELECT {columns} FROM {message} WHERE source = ? AND dedupe_key = ?";

    private static final String FIND = "SELECT {columns} FROM {message} WHERE id = ?";

    private static final String ATTEMPTS = """
            SELECT number, node, started_at, ended_at, outcome, error
              FROM {attempt}
             WHERE message_id = ?
             ORDER BY number
            """;

    private final Transactions transactions;
    private final Dialect dialect;
    private final Tables tables;

    public MessageLog(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
    }

    public Optional<Message> find(UUID id) {
        return transactions.run(
                "reading message id=" + id,
                transaction -> Sql.query(transaction.connection(), tables.sql(FIND), MessageRows::message, id).stream()
                        .findFirst());
    }

    public Optional<Message> find(String source, String dedupeKey) {
        return transactions.run(
                "reading a message by its provider's id source=" + source,
                transaction -> Sql.query(
                                transaction.connection(),
                                tables.sql(FIND_BY_KEY),
                                MessageRows::message,
                                source,
                                dedupeKey)
                        .stream()
                        .findFirst());
    }

    public List<MessageAttempt> attempts(UUID id) {
        return transactions.run(
                "reading the attempts of message id=" + id,
                transaction -> Sql.query(transaction.connection(), tables.sql(ATTEMPTS), MessageRows::attempt, id));
    }

    public MessagePage list(MessageQuery query) {
        String sql = tables.sql(Listing.of(query).sql());
        @Nullable Object[] parameters = Listing.parameters(query);
        List<Message> found = transactions.run(
                "listing messages",
                transaction -> Sql.query(transaction.connection(), sql, MessageRows::message, parameters));
        if (found.size() <= query.limit()) {
            return new MessagePage(found, Optional.empty());
        }
        List<Message> page = found.subList(0, query.limit());
        Message last = page.get(page.size() - 1);
        return new MessagePage(page, Optional.of(new MessageCursor(last.receivedAt(), last.id()).text()));
    }

    public MessageStats stats(Instant receivedAfter, int most) {
        return transactions.run(
                "counting messages", transaction -> new MessageFigures(transaction, tables, most).read(receivedAfter));
    }

    public int purge(String source, Set<MessageState> states, Instant receivedUntil, int max) {
        List<Object> parameters = new ArrayList<>(List.of(source));
        parameters.addAll(MessageClaims.sevenStates(states));
        parameters.addAll(List.of(receivedUntil, max));
        return transactions.run(
                "deleting old messages source=" + source,
                transaction -> Sql.update(transaction.connection(), tables.sql(dialect.purge()), parameters.toArray()));
    }

    public int clearContentKeys(String source, Instant receivedBefore, int max) {
        return transactions.run(
                "clearing content keys source=" + source,
                transaction -> Sql.update(
                        transaction.connection(), tables.sql(dialect.clearContentKeys()), source, receivedBefore, max));
    }
}
