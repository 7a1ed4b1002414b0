package io.github.webhooks4j.jdbc.internal;

import static java.util.Comparator.comparing;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.work.Claim;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may work on a delivery, and what came of it. */
public final class DeliveryClaims {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryClaims.class);

    private final Transactions transactions;
    private final SendDialect dialect;
    private final Tables tables;
    private final Publisher publisher;

    public DeliveryClaims(Transactions transactions, SendDialect dialect, Tables tables, Publisher publisher) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.tables = tables;
        this.publisher = publisher;
    }

    public List<Claim<DeliveryWork>> claim(DeliveryClaim wanted) {
        if (wanted.max() < 1) {
            return List.of();
        }
        return transactions.step("claiming deliveries", step -> {
            ClaimedRows claimed = dialect.claim(step, wanted);
            if (!claimed.unreadable().isEmpty()) {
                kill(step, claimed.unreadable());
            }
            return claimed.claims();
        });
    }

    /** A row that nobody can read must not come back for ever, nor keep the others. */
    private void kill(Step step, List<ClaimedRows.Unreadable> rows) throws SQLException {
        Instant now = step.now();
        for (ClaimedRows.Unreadable row : rows) {
            LOG.error("delivery dead, its row cannot be read delivery={} reason={}", row.id(), row.error());
            step.update(tables.sql(SendStatements.KILL), now, row.error(), row.id());
            step.update(tables.sql(SendStatements.END_KILLED), now, row.error(), row.id(), row.attempt());
        }
    }

    /** Which claims were lost. */
    public Set<UUID> finish(List<DeliveryResult> results) {
        if (results.isEmpty()) {
            return Set.of();
        }
        List<DeliveryResult> sorted = results.stream()
                .sorted(comparing(result -> result.claim().id()))
                .toList();
        return patient("writing the results of deliveries count=" + results.size(), step -> {
            Set<UUID> held = dialect.finish(step, sorted);
            List<DeliveryResult> valid = sorted.stream()
                    .filter(result -> held.contains(result.claim().id()))
                    .toList();
            disable(step, valid);
            publish(step, valid);
            Set<UUID> lost = new HashSet<>();
            sorted.forEach(result -> lost.add(result.claim().id()));
            lost.removeAll(held);
            return lost;
        });
    }

    /** A right or a table that is missing is nothing that one result could be blamed for: it may come back. */
    private <T> T patient(String doing, Transactions.StepWork<T> work) {
        try {
            return transactions.step(doing, work);
        } catch (WebhookException e) {
            if (e.getCause() instanceof SQLException error && DatabaseErrors.isEveryonesFault(error)) {
                throw new WebhookException(doing + " failed, SQLState " + error.getSQLState(), error, true);
            }
            throw e;
        }
    }

    private void disable(Step step, List<DeliveryResult> results) throws SQLException {
        List<DeliveryResult> disabling = results.stream()
                .filter(result -> result.disable().isPresent())
                .sorted(comparing(result -> endpoint(result)))
                .toList();
        if (disabling.isEmpty()) {
            return;
        }
        Instant now = step.now();
        for (DeliveryResult result : disabling) {
            step.update(
                    tables.sql(SendStatements.DISABLE),
                    result.disable().orElseThrow().word(),
                    now,
                    endpoint(result),
                    result.claim().work().endpoint().version());
        }
    }

    private static UUID endpoint(DeliveryResult result) {
        return result.claim().work().endpoint().endpoint().id();
    }

    private void publish(Step step, List<DeliveryResult> results) throws SQLException {
        List<NewEvent> followUps =
                results.stream().flatMap(result -> result.followUps().stream()).toList();
        if (!followUps.isEmpty()) {
            publisher.publish(step, followUps);
        }
    }
}
