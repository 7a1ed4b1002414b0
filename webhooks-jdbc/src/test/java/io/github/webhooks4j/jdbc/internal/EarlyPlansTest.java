package io.github.webhooks4j.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.jdbc.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plans that PostgreSQL makes while the tables are nearly empty and nothing is known of them. A prepared statement
 * keeps such a plan through the first burst, however large that is: it must not scan the tables that grow.
 */
class EarlyPlansTest {
    private HikariDataSource dataSource;
    private Tables tables;

    @BeforeEach
    void create() {
        String prefix = TestDatabases.freshPrefix();
        dataSource = TestDatabases.postgres(2);
        JdbcSendStore.builder(dataSource).tablePrefix(prefix).createTables(true).build();
        tables = new Tables(Optional.empty(), prefix);
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 1000, 5000})
    void claims_and_results_never_scan_a_table_that_grows(int deliveries) throws SQLException {
        execute("""
                INSERT INTO {event} (id, event_type, owner, content_type, payload, tags, deliveries, created_at)
                SELECT md5('event' || i)::uuid, 'order.paid', 'o', 'application/json', '', '[]', 1, now()
                  FROM generate_series(1, :count) i
                """, deliveries);
        execute("""
                INSERT INTO {delivery} (id, event_id, endpoint_id, owner, event_type, state, due_at, fence, attempts,
                                        scheduled, created_at)
                SELECT id, id, md5('endpoint')::uuid, 'o', 'order.paid', 'pending', now(), 1, 1, 1, now() FROM {event}
                """, deliveries);
        execute("""
                INSERT INTO {delivery_attempt} (delivery_id, number, node, started_at, outcome)
                SELECT id, 1, 'node', now(), 'started' FROM {delivery}
                """, deliveries);

        assertThat(plan(PostgreSqlSendStatements.CLAIM)).doesNotContain("Seq Scan");
        assertThat(plan(PostgreSqlSendStatements.FINISH)).doesNotContain("Seq Scan");
    }

    private void execute(String sql, int count) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(tables.sql(sql).replace(":count", String.valueOf(count)));
        }
    }

    /** The generic one, which a driver's prepared statement ends in. */
    private String plan(String statementText) throws SQLException {
        String sql = tables.sql(statementText);
        int parameters = 0;
        while (sql.contains("?")) {
            sql = sql.replaceFirst(Pattern.quote("?"), "\\$" + ++parameters);
        }
        String nulls = IntStream.range(0, parameters).mapToObj(i -> "NULL").collect(Collectors.joining(", "));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE early AS " + sql);
            try (ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE early (" + nulls + ")")) {
                StringBuilder text = new StringBuilder();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
                return text.toString();
            } finally {
                statement.execute("DEALLOCATE early");
                statement.execute("RESET plan_cache_mode");
            }
        }
    }
}
