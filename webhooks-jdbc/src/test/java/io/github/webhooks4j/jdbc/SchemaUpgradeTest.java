package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.internal.SchemaScripts;
import io.github.webhooks4j.testkit.NewMessages;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of an older release, with its rows, becomes what a fresh one is. */
class SchemaUpgradeTest {
    private static final String COLUMNS = """
            SELECT lower(table_name), lower(column_name), ordinal_position, data_type, is_nullable,
                   character_maximum_length, column_default
              FROM information_schema.columns
             WHERE lower(table_schema) = '%s'
             ORDER BY 1, 3
            """;

    private static final String CONSTRAINTS = """
            SELECT lower(table_name), lower(constraint_name), constraint_type
              FROM information_schema.table_constraints
             WHERE lower(table_schema) = '%s' AND lower(constraint_name) LIKE 'webhook%%'
             ORDER BY 1, 2
            """;

    private static final String POSTGRESQL_INDEXES = """
            SELECT replace(indexdef, '%1$s.', '') FROM pg_indexes WHERE schemaname = '%1$s' ORDER BY 1
            """;

    private static final String H2_INDEXES = """
            SELECT lower(table_name), lower(index_name), lower(column_name), ordinal_position, is_unique
              FROM information_schema.index_columns
             WHERE lower(index_schema) = '%s' AND lower(index_name) LIKE 'webhook%%'
             ORDER BY 1, 2, 4
            """;

    @ParameterizedTest
    @EnumSource
    void an_upgraded_database_equals_a_fresh_one_and_keeps_its_rows(TestDatabases.Kind database) throws Exception {
        try (HikariDataSource dataSource = database.pool(2)) {
            String fresh = "f" + TestDatabases.freshPrefix() + "x";
            String old = "o" + TestDatabases.freshPrefix() + "x";
            Rows.execute(dataSource, "CREATE SCHEMA " + fresh);
            Rows.execute(dataSource, "CREATE SCHEMA " + old);
            WebhookSchema.of(dataSource).schema(fresh).createOrUpgrade();
            createVersionOne(database, dataSource, old);

            WebhookSchema.of(dataSource).schema(old).createOrUpgrade();

            assertThat(shape(database, dataSource, old)).isEqualTo(shape(database, dataSource, fresh));
            assertThat(Rows.count(dataSource, old + ".webhook_message")).isEqualTo(1);
            assertThat(Rows.count(dataSource, old + ".webhook_schema_version")).isEqualTo(SchemaScripts.latest());
            try (JdbcMessageStore store =
                    JdbcMessageStore.builder(dataSource).schema(old).build()) {
                assertThat(Rows.stored(
                                Rows.insert(store, NewMessages.queued("shop").build())))
                        .isNotNull();
            }
        }
    }

    private static void createVersionOne(TestDatabases.Kind database, HikariDataSource dataSource, String schema)
            throws Exception {
        String path = "schema/" + database.name().toLowerCase(Locale.ROOT) + "/V1__messages.sql";
        String script;
        try (InputStream in = JdbcMessageStore.class.getResourceAsStream(path)) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection connection = dataSource.getConnection()) {
            String before = connection.getSchema();
            Rows.execute(
                    connection, "SET " + (database == TestDatabases.Kind.H2 ? "SCHEMA " : "search_path TO ") + schema);
            Rows.execute(connection, script);
            Rows.execute(connection, Rows.insertRow("webhook_", java.util.UUID.randomUUID(), "evt-1"));
            connection.setSchema(before);
        }
    }

    private static List<String> shape(TestDatabases.Kind database, HikariDataSource dataSource, String schema)
            throws SQLException {
        String indexes = database == TestDatabases.Kind.H2 ? H2_INDEXES : POSTGRESQL_INDEXES;
        List<String> shape = new ArrayList<>();
        for (String sql : List.of(COLUMNS, CONSTRAINTS, indexes)) {
            List<String> part = rows(dataSource, sql.formatted(schema));
            assertThat(part).hasSizeGreaterThan(5);
            shape.addAll(part);
        }
        return shape;
    }

    private static List<String> rows(HikariDataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append(' ');
                }
                all.add(row.toString());
            }
            return all;
        }
    }
}
