package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.NewEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Sending on PostgreSQL: each step is one statement of {@link PostgreSqlSendStatements}. */
final class PostgreSqlSending implements SendDialect {
    private final Tables tables;

    PostgreSqlSending(Tables tables) {
        this.tables = tables;
    }

    private record Wanted(int event, String owner, String pattern) {}

    private record Only(int event, String owner, UUID endpoint) {}

    @Override
    public List<Target> targets(Step step, List<NewEvent> events) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        List<Only> only = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            NewEvent event = events.get(i);
            int number = i;
            event.onlyTo()
                    .ifPresentOrElse(
                            endpoint -> only.add(new Only(number, event.owner(), endpoint)),
                            () -> Patterns.matching(event.type())
                                    .forEach(pattern -> wanted.add(new Wanted(number, event.owner(), pattern))));
        }
        Arrays arrays = new Arrays(step.connection());
        return step.query(
                tables.sql(PostgreSqlSendStatements.TARGETS),
                row -> new Target(
                        row.getInt("event"),
                        Sql.id(row, "endpoint_id"),
                        row.getBoolean("enabled"),
                        Sql.instant(row, "now")),
                arrays.of("integer", wanted, Wanted::event),
                arrays.of("text", wanted, Wanted::owner),
                arrays.of("text", wanted, Wanted::pattern),
                arrays.of("integer", only, Only::event),
                arrays.of("text", only, Only::owner),
                arrays.of("uuid", only, Only::endpoint),
                step.offsetMicros());
    }

    @Override
    public Set<UUID> insertEvents(Step step, List<EventRow> rows) throws SQLException {
        List<NewEvent> events = rows.stream().map(EventRow::event).toList();
        Arrays arrays = new Arrays(step.connection());
        return new HashSet<>(step.query(
                tables.sql(PostgreSqlSendStatements.INSERT_EVENTS),
                row -> Sql.id(row, "id"),
                step.offsetMicros(),
                arrays.of("uuid", events, NewEvent::id),
                arrays.of("text", events, NewEvent::type),
                arrays.of("text", events, NewEvent::owner),
                arrays.of("text", events, NewEvent::contentType),
                arrays.ofBytes(events, NewEvent::payload),
                arrays.of("text", events, event -> JsonText.strings(event.tags())),
                arrays.of("text", events, NewEvent::idempotencyKey),
                arrays.of("integer", rows, EventRow::deliveries)));
    }

    @Override
    public void insertDeliveries(Step step, List<DeliveryRow> rows) throws SQLException {
        Arrays arrays = new Arrays(step.connection());
        step.update(
                tables.sql(PostgreSqlSendStatements.INSERT_DELIVERIES),
                step.offsetMicros(),
                arrays.of("uuid", rows, DeliveryRow::id),
                arrays.of("uuid", rows, row -> row.event().id()),
                arrays.of("uuid", rows, DeliveryRow::endpoint),
                arrays.of("text", rows, row -> row.event().owner()),
                arrays.of("text", rows, row -> row.event().type()),
                arrays.of("text", rows, DeliveryRow::state));
    }

    @Override
    public List<Known> known(Step step, List<NewEvent> events) throws SQLException {
        Arrays arrays = new Arrays(step.connection());
        return step.query(
                tables.sql(PostgreSqlSendStatements.KNOWN),
                row -> new Known(
                        row.getString("owner"),
                        row.getString("idempotency_key"),
                        Sql.id(row, "id"),
                        row.getInt("deliveries")),
                arrays.of("text", events, NewEvent::owner),
                arrays.of("text", events, NewEvent::idempotencyKey));
    }

    @Override
    public ClaimedRows claim(Step step, DeliveryClaim wanted) throws SQLException {
        Arrays arrays = new Arrays(step.connection());
        List<Map.Entry<UUID, Integer>> inFlight = List.copyOf(wanted.inFlight().entrySet());
        ClaimedRows claimed = new ClaimedRows(wanted.after());
        step.query(
                tables.sql(PostgreSqlSendStatements.CLAIM),
                claimed::add,
                Step.micros(wanted.lease()),
                wanted.after().orElse(BEFORE_ALL),
                step.offsetMicros(),
                wanted.perEndpoint(),
                arrays.of("integer", inFlight, Map.Entry::getValue),
                arrays.of("uuid", inFlight, Map.Entry::getKey),
                wanted.max(),
                wanted.node());
        return claimed;
    }

    @Override
    public Set<UUID> finish(Step step, List<DeliveryResult> results) throws SQLException {
        Arrays arrays = new Arrays(step.connection());
        return new HashSet<>(step.query(
                tables.sql(PostgreSqlSendStatements.FINISH),
                row -> Sql.id(row, "id"),
                step.offsetMicros(),
                arrays.of("uuid", results, result -> result.claim().id()),
                arrays.of("bigint", results, result -> result.claim().fence()),
                arrays.of("integer", results, result -> result.claim().attempt()),
                arrays.of("text", results, result -> result.outcome().word()),
                arrays.of("integer", results, DeliveryResult::status),
                arrays.of("text", results, result -> result.errorKind().map(ErrorKind::word)),
                arrays.of("text", results, result -> SafeText.of(result.error())),
                arrays.of("text", results, ResultText::headers),
                arrays.ofBytes(results, DeliveryResult::responseBody),
                arrays.of("text", results, result -> result.next().word()),
                arrays.of("bigint", results, result -> Step.micros(result.retryIn())),
                arrays.of("integer", results, ResultText::givenBack)));
    }

    @Override
    public List<Misfit> misfits(Transaction transaction, String state, int max) throws SQLException {
        boolean held = state.equals(DeliveryState.HELD.word());
        String sql = held ? PostgreSqlSendStatements.HELD_MISFITS : PostgreSqlSendStatements.PENDING_MISFITS;
        Sql.Row<Misfit> misfit = row -> new Misfit(
                Sql.id(row, "id"),
                row.getBoolean("lapsed"),
                Sql.optionalText(row, "endpoint_state").map(EndpointState::of));
        return held
                ? Sql.query(transaction.connection(), tables.sql(sql), misfit, max, max)
                : Sql.query(transaction.connection(), tables.sql(sql), misfit, transaction.now(), max, max);
    }
}
