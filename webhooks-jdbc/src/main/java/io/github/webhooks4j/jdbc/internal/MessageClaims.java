package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who may work on a message, and what came of it. The statements are the same on every database. */
public final class MessageClaims {
    private static final String TAKE_OVER = """
            UPDATE {message}
               SET state = 'received', fence = fence + 1, attempts = attempts + 1, scheduled = 1, due_at = NULL,
                   lease_until = ?
             WHERE id = ?
               AND (state IN ('refused', 'failed', 'dead') OR (state = 'received' AND lease_until <= ?))
            """;

    private static final String LOSE_ATTEMPT =
            "UPDATE {attempt} SET outcome = 'unknown', ended_at = ? WHERE message_id = ? AND outcome = 'started'";

    private static final String BEGIN_ATTEMPT =
            "INSERT INTO {attempt} (message_id, number, node, started_at, outcome) VALUES (?, ?, ?, ?, 'started')";

    private static final String FIND = "SELECT {columns} FROM {message} WHERE id = ?";

    private static final String REOPEN = """
            UPDATE {message}
               SET state = 'pending', scheduled = 0, due_at = ?, lease_until = NULL
             WHERE id = ?
               AND state IN (?, ?, ?, ?, ?, ?, ?)
               AND (state <> 'received' OR lease_until <= ?)
            """;

    /** The claim is the present one while its fence is the latest and nothing has ended it. */
    private static final String FINISH = """
            UPDATE {message}
               SET state = ?, error = ?, due_at = ?, lease_until = NULL, finished_at = ?
             WHERE id = ? AND fence = ? AND lease_until IS NOT NULL
            """;

    private static final String RELEASE = """
            UPDATE {message}
               SET state = 'pending', scheduled = scheduled - 1, due_at = ?, lease_until = NULL, finished_at = ?
             WHERE id = ? AND fence = ? AND lease_until IS NOT NULL
            """;

    private static final String END_ATTEMPT = """
            UPDATE {attempt}
               SET outcome = ?, ended_at = ?, error = ?
             WHERE message_id = ? AND number = ? AND outcome IN ('started', 'unknown')
            """;

    private final Transactions transactions;
    private final Dialect dialect;
    private final Tables tables;

    public MessageClaims(Transactions transactions, Dialect dialect, Tables tables) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
    }

    public Optional<Claim<Message>> takeOver(UUID id, Duration lease, String node) {
        return transactions.run("taking over message id=" + id, transaction -> {
            Connection connection = transaction.connection();
            Instant now = transaction.now();
            if (Sql.update(connection, tables.sql(TAKE_OVER), now.plus(lease), id, now) == 0) {
                return Optional.empty();
            }
            Sql.update(connection, tables.sql(LOSE_ATTEMPT), now, id);
            Claim<Message> claim = Sql.query(connection, tables.sql(FIND), MessageRows::claim, id)
                    .get(0);
            Sql.update(connection, tables.sql(BEGIN_ATTEMPT), id, claim.attempt(), node, now);
            return Optional.of(claim);
        });
    }

    public boolean reopen(UUID id, Set<MessageState> from) {
        Set<MessageState> states = EnumSet.noneOf(MessageState.class);
        states.addAll(from);
        states.remove(MessageState.PENDING);
        return transactions.run("opening message again id=" + id, transaction -> {
            Connection connection = transaction.connection();
            Instant now = transaction.now();
            List<Object> parameters = new ArrayList<>(List.of(now, id));
            parameters.addAll(sevenStates(states));
            parameters.add(now);
            if (Sql.update(connection, tables.sql(REOPEN), parameters.toArray()) == 0) {
                return false;
            }
            Sql.update(connection, tables.sql(LOSE_ATTEMPT), now, id);
            return true;
        });
    }

    /** One place for each state there is; what is not asked for is left blank. */
    static List<String> sevenStates(Set<MessageState> states) {
        List<String> words =
                new ArrayList<>(states.stream().map(MessageState::word).toList());
        words.addAll(Collections.nCopies(MessageState.values().length - words.size(), ""));
        return words;
    }

    /** Every source gets its share first; what sources without work leave over goes to the others. */
    public List<Claim<Message>> claimDue(Set<String> sources, int max, Duration lease, String node) {
        if (sources.isEmpty() || max < 1) {
            return List.of();
        }
        List<String> order = new ArrayList<>(sources);
        Collections.shuffle(order);
        int share = (max + order.size() - 1) / order.size();
        return transactions.run("claiming messages", transaction -> {
            List<Claim<Message>> claims = new ArrayList<>(
                    dialect.claimDue(transaction, tables, new Dialect.Wanted(order, share, max, lease, node)));
            List<String> mayHaveMore = order.stream()
                    .filter(source -> count(claims, source) == share)
                    .toList();
            int left = max - claims.size();
            if (left > 0 && !mayHaveMore.isEmpty()) {
                claims.addAll(dialect.claimDue(
                        transaction, tables, new Dialect.Wanted(mayHaveMore, left, left, lease, node)));
            }
            return claims;
        });
    }

    private static long count(List<Claim<Message>> claims, String source) {
        return claims.stream()
                .filter(claim -> claim.work().source().equals(source))
                .count();
    }

    public boolean finish(Claim<Message> claim, MessageResult result) {
        return transactions.run(
                "writing the result of message id=" + claim.id(), transaction -> finish(transaction, claim, result));
    }

    /** In a transaction that somebody else ends. */
    public boolean finish(Transaction transaction, Claim<Message> claim, MessageResult result) throws SQLException {
        Connection connection = transaction.connection();
        Instant now = transaction.now();
        boolean present = updateMessage(connection, claim, result, now) == 1;
        Sql.update(
                connection,
                tables.sql(END_ATTEMPT),
                MessageAttempt.Outcome.of(result).word(),
                now,
                SafeText.of(result.failure()),
                claim.id(),
                claim.attempt());
        return present;
    }

    private int updateMessage(Connection connection, Claim<Message> claim, MessageResult result, Instant now)
            throws SQLException {
        if (result instanceof MessageResult.Released) {
            return Sql.update(connection, tables.sql(RELEASE), now, now, claim.id(), claim.fence());
        }
        return Sql.update(
                connection,
                tables.sql(FINISH),
                result.nextState().word(),
                SafeText.of(result.failure()),
                result instanceof MessageResult.RetryIn retry ? now.plus(retry.delay()) : null,
                now,
                claim.id(),
                claim.fence());
    }
}
