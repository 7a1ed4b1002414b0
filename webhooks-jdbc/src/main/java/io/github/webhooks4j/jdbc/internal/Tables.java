package io.github.webhooks4j.jdbc.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of the tables, and statements with these names filled in. Thread-safe. */
public final class Tables {
    /** The prefix of the scripts, and the default. */
    public static final String DEFAULT_PREFIX = "webhook_";

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private static final String COLUMNS = """
            id, source, state, received_at, event_type, dedupe_key, dedupe_key_signed, content_key, method, query, \
            remote_address, scheme, key_name, headers, body, due_at, lease_until, fence, attempts, scheduled, error, \
            finished_at""";

    private static final String ENDPOINT_COLUMNS = """
            id, owner, url, event_types, state, disabled_because, state_since, description, headers, content_type, \
            signing, schedule, timeout_ms, max_in_flight, secrets, version, created_at""";

    private static final String EVENT_COLUMNS =
            "id, event_type, owner, content_type, payload, tags, idempotency_key, created_at";

    private static final String DELIVERY_COLUMNS = """
            id, event_id, endpoint_id, owner, event_type, state, due_at, attempts, created_at, finished_at, \
            last_status, last_error""";

    private final Optional<String> schema;
    private final String prefix;
    private final Map<String, String> statements = new ConcurrentHashMap<>();

    /** Refuses names that would need quoting. */
    public Tables(Optional<String> schema, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("table prefix is '" + prefix + "' but must match " + PREFIX);
        }
        if (schema.isPresent() && !SCHEMA.matcher(schema.get()).matches()) {
            throw new IllegalArgumentException("schema is '" + schema.get() + "' but must match " + SCHEMA);
        }
        this.schema = schema;
        this.prefix = prefix;
    }

    /** The statement with {@code {message}}, {@code {delivery}}, {@code {columns}} and so on filled in. */
    public String sql(String statement) {
        @Nullable String known = statements.get(statement);
        return known != null ? known : statements.computeIfAbsent(statement, this::render);
    }

    private String render(String statement) {
        return statement
                .replace("{message}", qualified("message"))
                .replace("{attempt}", qualified("message_attempt"))
                .replace("{version}", qualified("schema_version"))
                .replace("{event}", qualified("event"))
                .replace("{endpoint}", qualified("endpoint"))
                .replace("{subscription}", qualified("subscription"))
                .replace("{delivery}", qualified("delivery"))
                .replace("{delivery_attempt}", qualified("delivery_attempt"))
                .replace("{columns}", COLUMNS)
                .replace("{event_columns}", EVENT_COLUMNS)
                .replace("{endpoint_columns}", ENDPOINT_COLUMNS)
                .replace("{endpoint_as_columns}", prefixed("en", "endpoint_", ENDPOINT_COLUMNS))
                .replace("{event_as_columns}", prefixed("ev", "event_", EVENT_COLUMNS))
                .replace("{delivery_columns}", DELIVERY_COLUMNS);
    }

    /** The columns of a table in a join, each under a name that says whose it is. */
    private static String prefixed(String alias, String prefix, String columns) {
        return Stream.of(columns.split(", "))
                .map(column -> alias + "." + column + " AS " + prefix + column)
                .collect(Collectors.joining(", "));
    }

    /** A script, whose names carry the default prefix and no schema, with this prefix. */
    public String script(String text) {
        return prefix.equals(DEFAULT_PREFIX) ? text : text.replace(DEFAULT_PREFIX, prefix);
    }

    /** The full name of a table. */
    public String qualified(String table) {
        return schema.map(name -> name + ".").orElse("") + prefix + table;
    }

    /** The same names in another schema. */
    public Tables inSchema(String name) {
        return new Tables(Optional.of(name), prefix);
    }

    /** The schema, when it is not the connection's own. */
    public Optional<String> schema() {
        return schema;
    }
}
