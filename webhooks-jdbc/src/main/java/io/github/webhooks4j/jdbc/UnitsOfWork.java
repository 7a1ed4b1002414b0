package io.github.webhooks4j.jdbc;

import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.GuardedConnection;
import io.github.webhooks4j.jdbc.internal.MessageClaims;
import io.github.webhooks4j.jdbc.internal.Transactions;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.work.Claim;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;

/** A handler's effects and the mark "handled" in one transaction. */
final class UnitsOfWork {
    private final TransactionRunner runner;
    private final Transactions transactions;
    private final MessageClaims claims;

    UnitsOfWork(TransactionRunner runner, Transactions transactions, MessageClaims claims) {
        this.runner = runner;
        this.transactions = transactions;
        this.claims = claims;
    }

    private record Unit(Connection connection) implements JdbcUnitOfWork {}

    /** Makes the runner roll back. */
    private static final class LostFence extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        LostFence() {
            super("fence lost", null, false, false);
        }
    }

    /** Whether the claim was still the present one when the work was done. */
    boolean handle(Claim<Message> claim, UnitOfWork.Work work) throws Exception {
        try {
            runner.run(connection -> {
                runGuarded(connection, work);
                mark(connection, claim);
            });
            return true;
        } catch (LostFence e) {
            return false;
        }
    }

    private static void runGuarded(Connection connection, UnitOfWork.Work work) throws Exception {
        GuardedConnection guarded = new GuardedConnection(connection);
        try {
            work.run(new Unit(guarded.connection()));
        } finally {
            guarded.end();
        }
    }

    private void mark(Connection connection, Claim<Message> claim) throws LostFence {
        boolean present;
        try {
            present = transactions.limited(
                    connection, transaction -> claims.finish(transaction, claim, new MessageResult.Handled()));
        } catch (SQLException e) {
            throw DatabaseErrors.translate("marking message handled id=" + claim.id(), e);
        }
        if (!present) {
            throw new LostFence();
        }
    }
}
