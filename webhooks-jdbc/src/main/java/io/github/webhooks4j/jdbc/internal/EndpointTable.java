package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.StoredEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The endpoints. The statements are the same on every database. */
public final class EndpointTable implements EndpointStore {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final Transactions transactions;
    private final Tables tables;

    public EndpointTable(Transactions transactions, Tables tables) {
        this.transactions = transactions;
        this.tables = tables;
    }

    /** A write that another endpoint with the same URL may refuse. */
    @FunctionalInterface
    private interface Write {
        Written run() throws SQLException;
    }

    @Override
    public Written insert(StoredEndpoint stored) {
        Endpoint endpoint = stored.endpoint();
        return transactions.run("storing endpoint id=" + endpoint.id(), transaction -> {
            Connection connection = transaction.connection();
            return orDuplicate(connection, endpoint.owner(), endpoint.spec().url(), () -> {
                insert(connection, stored, transaction.now());
                subscribe(
                        connection,
                        endpoint.id(),
                        endpoint.owner(),
                        endpoint.spec().events());
                return done(connection, endpoint.id());
            });
        });
    }

    private void insert(Connection connection, StoredEndpoint stored, Instant now) throws SQLException {
        Endpoint endpoint = stored.endpoint();
        EndpointSpec spec = endpoint.spec();
        Sql.update(
                connection,
                tables.sql(EndpointStatements.INSERT),
                endpoint.id(),
                endpoint.owner(),
                spec.url(),
                endpoint.state() == EndpointState.REMOVED ? null : key(spec.url()),
                JsonText.strings(spec.events()),
                endpoint.state().word(),
                endpoint.disabledBecause().map(DisabledBecause::word),
                now,
                spec.description(),
                HeaderText.write(spec.headers()),
                spec.contentType(),
                spec.signing(),
                spec.schedule().map(JsonText::schedule),
                spec.timeout().map(java.time.Duration::toMillis),
                spec.maxInFlight(),
                JsonText.secrets(stored.secrets()),
                now);
    }

    private void subscribe(Connection connection, UUID id, String owner, List<String> patterns) throws SQLException {
        for (String pattern : patterns) {
            Sql.update(connection, tables.sql(EndpointStatements.SUBSCRIBE), id, owner, pattern);
        }
    }

    /** The index decides, so that two at the same time cannot both be the first. */
    private Written orDuplicate(Connection connection, String owner, String url, Write write) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return write.run();
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            List<UUID> existing = Sql.query(
                    connection, tables.sql(EndpointStatements.BY_URL), row -> Sql.id(row, "id"), owner, key(url));
            if (existing.isEmpty()) {
                throw e;
            }
            return new Written.Duplicate(existing.get(0));
        }
    }

    private Written done(Connection connection, UUID id) throws SQLException {
        return new Written.Done(Sql.query(connection, tables.sql(EndpointStatements.FIND), EndpointRows::read, id)
                .get(0));
    }

    private record Present(String owner, EndpointState state, long version) {}

    private Optional<Present> lock(Connection connection, UUID id) throws SQLException {
        return Sql.query(
                        connection,
                        tables.sql(EndpointStatements.LOCK),
                        row -> new Present(
                                row.getString("owner"),
                                EndpointState.of(row.getString("state")),
                                row.getLong("version")),
                        id)
                .stream()
                .findFirst();
    }

    @Override
    public Written update(StoredEndpoint stored) {
        UUID id = stored.endpoint().id();
        return transactions.run("changing endpoint id=" + id, transaction -> {
            Connection connection = transaction.connection();
            Optional<Present> present = lock(connection, id);
            if (present.isEmpty()) {
                return new Written.Missing();
            }
            if (present.get().version() != stored.version()) {
                return new Written.Stale();
            }
            String owner = present.get().owner();
            EndpointSpec spec = stored.endpoint().spec();
            return orDuplicate(connection, owner, spec.url(), () -> {
                update(connection, stored);
                Sql.update(connection, tables.sql(EndpointStatements.UNSUBSCRIBE), id);
                subscribe(connection, id, owner, spec.events());
                return done(connection, id);
            });
        });
    }

    private void update(Connection connection, StoredEndpoint stored) throws SQLException {
        EndpointSpec spec = stored.endpoint().spec();
        Sql.update(
                connection,
                tables.sql(EndpointStatements.UPDATE),
                spec.url(),
                key(spec.url()),
                JsonText.strings(spec.events()),
                spec.description(),
                HeaderText.write(spec.headers()),
                spec.contentType(),
                spec.signing(),
                spec.schedule().map(JsonText::schedule),
                spec.timeout().map(java.time.Duration::toMillis),
                spec.maxInFlight(),
                JsonText.secrets(stored.secrets()),
                stored.endpoint().id());
    }

    @Override
    public Written setState(UUID id, EndpointState state, Optional<DisabledBecause> because) {
        return transactions.run("changing the state of endpoint id=" + id, transaction -> {
            Connection connection = transaction.connection();
            Optional<Present> present = lock(connection, id);
            if (present.isEmpty()) {
                return new Written.Missing();
            }
            if (present.get().state() != state) {
                Instant now = transaction.now();
                Sql.update(
                        connection,
                        tables.sql(EndpointStatements.SET_STATE),
                        state.word(),
                        state == EndpointState.DISABLED ? because.map(DisabledBecause::word) : null,
                        now,
                        id);
            }
            if (state == EndpointState.REMOVED) {
                Sql.update(connection, tables.sql(EndpointStatements.UNSUBSCRIBE), id);
                Sql.update(connection, tables.sql(EndpointStatements.FREE_URL), id);
            }
            return done(connection, id);
        });
    }

    @Override
    public Optional<StoredEndpoint> find(UUID id) {
        return transactions.run(
                "reading endpoint id=" + id,
                transaction -> Sql.query(
                                transaction.connection(),
                                tables.sql(EndpointStatements.FIND_PRESENT),
                                EndpointRows::read,
                                id)
                        .stream()
                        .findFirst());
    }

    @Override
    public Page<Endpoint> list(Optional<String> owner, Optional<UUID> after, int limit) {
        UUID before = after.orElse(AFTER_ALL);
        List<Endpoint> found = transactions.run("listing endpoints", transaction -> {
            Connection connection = transaction.connection();
            List<StoredEndpoint> rows = owner.isPresent()
                    ? Sql.query(
                            connection,
                            tables.sql(EndpointStatements.LIST_OF_OWNER),
                            EndpointRows::read,
                            owner.get(),
                            before,
                            limit + 1)
                    : Sql.query(connection, tables.sql(EndpointStatements.LIST), EndpointRows::read, before, limit + 1);
            return rows.stream().map(StoredEndpoint::endpoint).toList();
        });
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<Endpoint> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(items.get(limit - 1).id()));
    }

    @Override
    public List<StoredEndpoint> scan(Optional<UUID> after, int limit) {
        return transactions.run(
                "reading endpoints",
                transaction -> Sql.query(
                        transaction.connection(),
                        tables.sql(EndpointStatements.SCAN),
                        EndpointRows::read,
                        after.orElse(SendDialect.BEFORE_ALL),
                        limit));
    }

    private static String key(String url) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(url.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
