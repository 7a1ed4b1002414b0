package io.github.webhooks4j.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.jdbc.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counting reads on PostgreSQL when much is finished: indexes, and of what is over no more than asked for. */
class FiguresPlanTest {
    private static final String MOST = "500";
    private static final String RECENTLY = "now() - interval '1 minute'";

    private static HikariDataSource dataSource;
    private static Tables tables;

    private static final List<String> SEED =
            List.of("""
            INSERT INTO {event} (id, event_type, owner, content_type, payload, tags, deliveries, created_at)
            VALUES (md5('event')::uuid, 'order.paid', 'o', 'application/json', '', '[]', 20000, now())
            """, """
            INSERT INTO {delivery} (id, event_id, endpoint_id, owner, event_type, state, due_at, fence, attempts,
                                    scheduled, created_at, finished_at)
            SELECT md5('d' || i)::uuid, md5('event')::uuid, md5('e' || i % 30)::uuid, 'o', 'order.paid',
                   CASE WHEN i % 100 = 0 THEN 'pending' WHEN i % 100 = 1 THEN 'dead' ELSE 'delivered' END,
                   CASE WHEN i % 100 = 0 THEN now() - interval '1 second' END, 1, 1, 1, now(),
                   CASE WHEN i % 100 > 0 THEN now() - i * interval '1 second' END
              FROM generate_series(1, 20000) i
            """, """
            INSERT INTO {message} (id, source, state, received_at, dedupe_key_signed, method, query, scheme, headers,
                                   body, due_at, fence, attempts, scheduled)
            SELECT md5('m' || i)::uuid, 's' || i % 3, CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'handled' END,
                   now() - i * interval '1 second', false, 'POST', '', 's', '[]', '',
                   CASE WHEN i % 100 = 0 THEN now() - interval '1 second' END, 1, 1, 1
              FROM generate_series(1, 20000) i
            """, "VACUUM ANALYZE {delivery}", "VACUUM ANALYZE {message}");

    @BeforeAll
    static void seed() throws Exception {
        String prefix = TestDatabases.freshPrefix();
        dataSource = TestDatabases.postgres(2);
        JdbcSendStore.builder(dataSource).tablePrefix(prefix).createTables(true).build();
        tables = new Tables(Optional.empty(), prefix);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : SEED) {
                statement.execute(tables.sql(sql));
            }
        }
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DeliveryFigures.RECENT, DeliveryFigures.LONGEST_DUE, MessageFigures.RECEIVED})
    void what_goes_by_time_follows_an_index(String sql) throws SQLException {
        assertThat(plan(sql, RECENTLY)).doesNotContain("Seq Scan");
    }

    @Test
    void deliveries_are_counted_by_indexes() throws SQLException {
        assertThat(plan(DeliveryFigures.STATES, MOST, MOST, MOST, MOST))
                .doesNotContain("Seq Scan")
                .contains("_delivery_due", "_delivery_held", "_delivery_dead", "_delivery_finished")
                .contains("rows=500 ")
                .doesNotContainPattern("rows=\\d{5}");
    }

    @Test
    void messages_are_counted_source_by_source() throws SQLException {
        String[] parameters = new String[14];
        for (int i = 0; i < parameters.length; i += 2) {
            parameters[i] = "'s1'";
            parameters[i + 1] = MOST;
        }

        assertThat(plan(MessageFigures.STATES, parameters)).doesNotContain("Seq Scan");
        assertThat(plan(MessageFigures.NEXT_SOURCE, "'s1'")).doesNotContain("Seq Scan");
        assertThat(plan(MessageFigures.LONGEST_DUE, "'s1'", "now()")).contains("_message_due");
    }

    private static String plan(String template, String... parameters) throws SQLException {
        String sql = tables.sql(template);
        for (String parameter : parameters) {
            sql = sql.replaceFirst("\\?", parameter);
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + sql)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }
}
