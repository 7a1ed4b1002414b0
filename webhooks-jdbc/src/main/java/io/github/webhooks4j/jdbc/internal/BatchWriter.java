package io.github.webhooks4j.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.NewMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Writes a batch in one transaction; when that fails for what may be one row's fault, row by row. */
final class BatchWriter {
    private static final String DOING = "storing messages";

    private final Transactions transactions;
    private final InsertTransaction inserts;
    private final Executor answers;

    BatchWriter(Transactions transactions, InsertTransaction inserts, Executor answers) {
        this.transactions = transactions;
        this.inserts = inserts;
        this.answers = answers;
    }

    /** Ends every insert of the batch, one way or the other. */
    void write(Connection connection, List<PendingInsert> batch) {
        List<PendingInsert> wanted = stillWanted(batch);
        if (wanted.isEmpty()) {
            return;
        }
        try {
            commit(connection, wanted);
        } catch (SQLException e) {
            if (wanted.size() > 1 && DatabaseErrors.mayBeOneRow(e)) {
                oneByOne(connection, wanted);
            } else {
                fail(wanted, DatabaseErrors.translate(DOING, e));
            }
        } catch (WebhookException e) {
            if (wanted.size() > 1) {
                oneByOne(connection, wanted);
            } else {
                fail(wanted, e);
            }
        }
    }

    private void oneByOne(Connection connection, List<PendingInsert> batch) {
        for (PendingInsert insert : batch) {
            write(connection, List.of(insert));
        }
    }

    /** The same message handed over twice goes into two transactions: outcomes are told apart by its id. */
    private void commit(Connection connection, List<PendingInsert> wanted) throws SQLException {
        Map<UUID, PendingInsert> first = new LinkedHashMap<>();
        wanted.forEach(insert -> first.putIfAbsent(insert.message().id(), insert));
        commitDistinct(connection, List.copyOf(first.values()));
        if (first.size() < wanted.size()) {
            Set<PendingInsert> written = new HashSet<>(first.values());
            write(
                    connection,
                    wanted.stream().filter(insert -> !written.contains(insert)).toList());
        }
    }

    private void commitDistinct(Connection connection, List<PendingInsert> wanted) throws SQLException {
        List<NewMessage> messages = wanted.stream().map(PendingInsert::message).toList();
        Map<UUID, Insertion> outcomes =
                transactions.runOn(connection, transaction -> inserts.store(transaction, messages));
        answers.execute(() -> {
            for (PendingInsert insert : wanted) {
                insert.succeed(requireNonNull(outcomes.get(insert.message().id())));
            }
        });
    }

    void fail(List<PendingInsert> inserts, WebhookException failure) {
        inserts.forEach(insert -> insert.fail(failure, answers));
    }

    private static List<PendingInsert> stillWanted(List<PendingInsert> batch) {
        return batch.stream().filter(insert -> !insert.isOver()).toList();
    }
}
