package io.github.webhooks4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.jdbc.internal.DatabaseErrors;
import io.github.webhooks4j.jdbc.internal.Dialect;
import io.github.webhooks4j.jdbc.internal.SchemaCreator;
import io.github.webhooks4j.jdbc.internal.SchemaScripts;
import io.github.webhooks4j.jdbc.internal.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of this library in the application's database. Their scripts lie in the jar, one folder per
 * database ({@code io/github/webhooks4j/jdbc/schema/postgresql}, {@code …/h2}), for Flyway, Liquibase or a
 * person; {@link #createOrUpgrade()} runs the same scripts.
 *
 * <p>Immutable and thread-safe.
 */
public final class WebhookSchema {
    /** What the names of the tables begin with: {@value}. */
    public static final String DEFAULT_TABLE_PREFIX = Tables.DEFAULT_PREFIX;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSchema.class);

    private final DataSource dataSource;
    private final Tables tables;

    private WebhookSchema(DataSource dataSource, Tables tables) {
        this.dataSource = dataSource;
        this.tables = tables;
    }

    /**
     * The tables with the default prefix in the connection's own schema.
     *
     * @param dataSource of the database; the user needs the right to create tables to create them
     * @return the schema
     */
    public static WebhookSchema of(DataSource dataSource) {
        return new WebhookSchema(
                requireNonNull(dataSource, "dataSource"), new Tables(Optional.empty(), DEFAULT_TABLE_PREFIX));
    }

    /**
     * Another prefix for the names of tables and indexes.
     *
     * @param prefix matching {@code [a-z][a-z0-9_]{0,20}}; default {@value #DEFAULT_TABLE_PREFIX}
     * @return the copy
     * @throws IllegalArgumentException for any other text
     */
    public WebhookSchema tablePrefix(String prefix) {
        return new WebhookSchema(dataSource, new Tables(tables.schema(), prefix));
    }

    /**
     * Another database schema than the connection's own. It must exist.
     *
     * @param name an identifier that needs no quotes
     * @return the copy
     * @throws IllegalArgumentException for any other text
     */
    public WebhookSchema schema(String name) {
        return new WebhookSchema(dataSource, tables.inSchema(name));
    }

    /**
     * Creates the tables, or brings them to the version of this library. Safe to call at the start of every
     * node: one does it, the others wait. Takes part in no transaction of the caller.
     *
     * @throws WebhookException when the database refuses
     * @throws IllegalStateException for a database that has no scripts
     */
    public void createOrUpgrade() {
        try {
            new SchemaCreator(dataSource, dialect(), tables).upgrade();
        } catch (SQLException e) {
            throw DatabaseErrors.translate("creating the tables of webhooks4j", e);
        }
    }

    /**
     * Checks that the tables are there, in a version that this library can work with: its own, or a later one
     * (a node of a newer release has upgraded them), which is logged.
     *
     * @throws IllegalStateException saying what is missing and what to do
     * @throws WebhookException when the database cannot be asked
     */
    public void check() {
        try {
            Dialect dialect = dialect();
            int version = new SchemaCreator(dataSource, dialect, tables).version();
            if (version < SchemaScripts.latest()) {
                throw new IllegalStateException(missing(dialect, version));
            }
            if (version > SchemaScripts.latest()) {
                LOG.warn(
                        "webhook tables are newer than this library tables={} library={}",
                        version,
                        SchemaScripts.latest());
            }
        } catch (SQLException e) {
            throw DatabaseErrors.translate("checking the tables of webhooks4j", e);
        }
    }

    private String missing(Dialect dialect, int version) {
        String now = version == 0
                ? "the tables of webhooks4j are missing (no " + tables.qualified("schema_version") + ")"
                : "the tables of webhooks4j have version " + version + " but need " + SchemaScripts.latest();
        return now + ": run " + String.join(", ", SchemaScripts.paths(dialect, version))
                + " from the jar of webhooks-jdbc, or let the library do it with createTables(true) or"
                + " WebhookSchema.createOrUpgrade()";
    }

    private Dialect dialect() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Dialect.of(connection);
        }
    }

    Tables tables() {
        return tables;
    }
}
