package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.StoredEndpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Endpoints of rows. */
final class EndpointRows {
    private EndpointRows() {}

    /** An endpoint whose columns carry no prefix. */
    static StoredEndpoint read(ResultSet row) throws SQLException {
        try {
            return read(row, "");
        } catch (UnreadableRow e) {
            throw e.of("endpoint", Sql.id(row, "id"));
        }
    }

    /** An endpoint of a join. */
    static StoredEndpoint read(ResultSet row, String prefix) throws SQLException {
        Endpoint endpoint = new Endpoint(
                Sql.id(row, prefix + "id"),
                spec(row, prefix),
                UnreadableRow.or(prefix + "state", () -> EndpointState.of(row.getString(prefix + "state"))),
                UnreadableRow.or(
                        prefix + "disabled_because",
                        () -> Sql.optionalText(row, prefix + "disabled_because").map(DisabledBecause::of)),
                Sql.instant(row, prefix + "state_since"),
                Sql.instant(row, prefix + "created_at"));
        return new StoredEndpoint(
                endpoint,
                UnreadableRow.or(prefix + "secrets", () -> JsonText.readSecrets(row.getString(prefix + "secrets"))),
                row.getLong(prefix + "version"));
    }

    private static EndpointSpec spec(ResultSet row, String prefix) throws SQLException {
        List<String> types = UnreadableRow.or(
                prefix + "event_types", () -> JsonText.readStrings(row.getString(prefix + "event_types")));
        EndpointSpec spec = EndpointSpec.to(row.getString(prefix + "url"))
                .owner(row.getString(prefix + "owner"))
                .events(types.toArray(String[]::new))
                .description(row.getString(prefix + "description"))
                .headers(UnreadableRow.or(prefix + "headers", () -> HeaderText.read(row.getString(prefix + "headers"))))
                .signing(row.getString(prefix + "signing"));
        return withOptions(spec, row, prefix);
    }

    private static EndpointSpec withOptions(EndpointSpec spec, ResultSet row, String prefix) throws SQLException {
        EndpointSpec changed = spec;
        @Nullable String contentType = row.getString(prefix + "content_type");
        if (contentType != null) {
            changed = changed.contentType(contentType);
        }
        @Nullable String schedule = row.getString(prefix + "schedule");
        if (schedule != null) {
            changed = changed.schedule(UnreadableRow.or(prefix + "schedule", () -> JsonText.readSchedule(schedule)));
        }
        Optional<Long> timeout = Sql.optionalLong(row, prefix + "timeout_ms");
        if (timeout.isPresent()) {
            changed = changed.timeout(Duration.ofMillis(timeout.get()));
        }
        Optional<Integer> maxInFlight = Sql.optionalInt(row, prefix + "max_in_flight");
        return maxInFlight.isPresent() ? changed.maxInFlight(maxInFlight.get()) : changed;
    }
}
