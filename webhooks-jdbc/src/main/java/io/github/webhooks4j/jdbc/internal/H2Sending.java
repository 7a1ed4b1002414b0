package io.github.webhooks4j.jdbc.internal;

import static java.util.Comparator.comparing;

import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.NewEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Sending on H2: simple statements of {@link H2SendStatements}, row by row, with the same outcome. */
final class H2Sending implements SendDialect {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Tables tables;

    H2Sending(Tables tables) {
        this.tables = tables;
    }

    @Override
    public List<Target> targets(Step step, List<NewEvent> events) throws SQLException {
        Instant now = step.now();
        List<Target> all = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            int number = i;
            Sql.Row<Target> target = row -> new Target(number, Sql.id(row, "id"), row.getBoolean("enabled"), now);
            if (event.onlyTo().isPresent()) {
                all.addAll(step.query(tables.sql(H2SendStatements.ONLY_TARGET), target, event.onlyTo(), event.owner()));
                continue;
            }
            Map<UUID, Target> wanting = new LinkedHashMap<>(); // of several patterns each tells an endpoint again
            for (String pattern : Patterns.matching(event.type())) {
                step.query(tables.sql(H2SendStatements.TARGETS), target, event.owner(), pattern)
                        .forEach(found -> wanting.putIfAbsent(found.endpoint(), found));
            }
            all.addAll(wanting.values());
        }
        return all;
    }

    @Override
    public Set<UUID> insertEvents(Step step, List<EventRow> rows) throws SQLException {
        Instant now = step.now();
        Set<UUID> stored = new HashSet<>();
        for (EventRow row : rows) {
            if (insert(step, row, now)) {
                stored.add(row.event().id());
            }
        }
        return stored;
    }

    /** A statement that fails leaves the transaction open. */
    private boolean insert(Step step, EventRow row, Instant now) throws SQLException {
        NewEvent event = row.event();
        try {
            step.update(
                    tables.sql(H2SendStatements.INSERT_EVENT),
                    event.id(),
                    event.type(),
                    event.owner(),
                    event.contentType(),
                    event.payload(),
                    JsonText.strings(event.tags()),
                    event.idempotencyKey(),
                    row.deliveries(),
                    now);
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())
                    && event.idempotencyKey().isPresent()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void insertDeliveries(Step step, List<DeliveryRow> rows) throws SQLException {
        Instant now = step.now();
        for (DeliveryRow row : rows) {
            step.update(
                    tables.sql(H2SendStatements.INSERT_DELIVERY),
                    row.id(),
                    row.event().id(),
                    row.endpoint(),
                    row.event().owner(),
                    row.event().type(),
                    row.state(),
                    row.enabled() ? now : null,
                    now);
        }
    }

    @Override
    public List<Known> known(Step step, List<NewEvent> events) throws SQLException {
        List<Known> known = new ArrayList<>();
        for (NewEvent event : events) {
            known.addAll(step.query(
                    tables.sql(H2SendStatements.KNOWN),
                    row -> new Known(
                            event.owner(),
                            event.idempotencyKey().orElseThrow(),
                            Sql.id(row, "id"),
                            row.getInt("deliveries")),
                    event.owner(),
                    event.idempotencyKey()));
        }
        return known;
    }

    private record Open(UUID endpoint, Optional<Integer> maxInFlight) {}

    private record Due(UUID id, Instant dueAt) {}

    @Override
    public ClaimedRows claim(Step step, DeliveryClaim wanted) throws SQLException {
        Instant now = step.now();
        ClaimedRows claimed = new ClaimedRows(wanted.after());
        List<Open> open = step.query(
                tables.sql(H2SendStatements.OPEN),
                row -> new Open(Sql.id(row, "endpoint_id"), Sql.optionalInt(row, "max_in_flight")),
                now);
        open.sort(comparing(Open::endpoint, ClaimedRows.turns(wanted.after())));
        int left = wanted.max();
        for (Open endpoint : open) {
            int free = endpoint.maxInFlight().orElse(wanted.perEndpoint())
                    - wanted.inFlight().getOrDefault(endpoint.endpoint(), 0);
            List<Due> due = step.query(
                    tables.sql(H2SendStatements.DUE),
                    row -> new Due(Sql.id(row, "id"), Sql.instant(row, "due_at")),
                    endpoint.endpoint(),
                    now,
                    Math.max(0, Math.min(free, left)));
            for (Due delivery : due) {
                take(step, wanted, delivery, now, claimed);
            }
            left -= due.size();
        }
        return claimed;
    }

    private void take(Step step, DeliveryClaim wanted, Due due, Instant now, ClaimedRows claimed) throws SQLException {
        Instant leaseEnd = now.plus(wanted.lease());
        step.update(tables.sql(SendStatements.LOSE_ATTEMPT), now, new Object[] {due.id()});
        step.update(tables.sql(H2SendStatements.TAKE), leaseEnd, leaseEnd, due.id());
        step.update(tables.sql(H2SendStatements.BEGIN_ATTEMPT), wanted.node(), now, due.id());
        step.query(tables.sql(H2SendStatements.TAKEN), claimed::add, due.dueAt(), now, due.id());
    }

    @Override
    public Set<UUID> finish(Step step, List<DeliveryResult> results) throws SQLException {
        Instant now = step.now();
        Set<UUID> finished = new HashSet<>();
        for (DeliveryResult result : results) {
            UUID id = result.claim().id();
            step.query(tables.sql(H2SendStatements.LOCK), row -> true, id);
            if (write(step, result, now)) {
                finished.add(id);
            }
            step.update(
                    tables.sql(H2SendStatements.END_ATTEMPT),
                    result.outcome().word(),
                    now,
                    result.status(),
                    result.errorKind().map(ErrorKind::word),
                    SafeText.of(result.error()),
                    ResultText.headers(result),
                    result.responseBody().length == 0 ? null : result.responseBody(),
                    id,
                    result.claim().attempt());
        }
        return finished;
    }

    private boolean write(Step step, DeliveryResult result, Instant now) throws SQLException {
        boolean again = result.next() == DeliveryState.PENDING;
        return step.update(
                        tables.sql(H2SendStatements.FINISH),
                        result.next().word(),
                        again ? now.plus(result.retryIn()) : null,
                        again ? null : now,
                        ResultText.givenBack(result),
                        result.status(),
                        SafeText.of(result.error()),
                        result.claim().id(),
                        result.claim().fence())
                == 1;
    }

    @Override
    public List<Misfit> misfits(Transaction transaction, String state, int max) throws SQLException {
        return Sql.query(
                transaction.connection(),
                tables.sql(H2SendStatements.MISFITS),
                row -> new Misfit(
                        Sql.id(row, "id"),
                        row.getObject("lease_until") != null,
                        Sql.optionalText(row, "endpoint_state").map(EndpointState::of)),
                state,
                transaction.now(),
                state.equals(DeliveryState.HELD.word()) ? "disabled" : "enabled",
                max);
    }
}
