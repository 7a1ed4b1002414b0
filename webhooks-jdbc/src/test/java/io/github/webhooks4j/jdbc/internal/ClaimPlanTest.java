package io.github.webhooks4j.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.JdbcSendStore;
import io.github.webhooks4j.jdbc.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the claim does on PostgreSQL when much is finished and much waits: at most a probe of the due index per
 * endpoint with pending work, whatever waits behind a full, disabled or waiting endpoint.
 *
 * <p>The properties {@code claim.plan.delivered} and {@code claim.plan.pending} make it larger, and {@code
 * claim.plan.print} names a file for the plans.
 */
class ClaimPlanTest {
    private static final int DELIVERED = Integer.getInteger("claim.plan.delivered", 20_000);
    private static final int PENDING = Integer.getInteger("claim.plan.pending", 5_000);

    /** 1 is full, 2 disabled, 3 waits; 4 to 40 have a little that is due; the others have nothing pending. */
    private static final int ENDPOINTS = 300;

    private static final int WITH_WORK = 40;

    private static final String NOWHERE = "00000000-0000-0000-0000-000000000000";
    private static final String FULL = "00000000-0000-0000-0000-000000000001";

    private static HikariDataSource dataSource;
    private static Tables tables;

    @BeforeAll
    static void seed() throws Exception {
        String prefix = TestDatabases.freshPrefix();
        dataSource = TestDatabases.postgres(2);
        JdbcSendStore.builder(dataSource).tablePrefix(prefix).createTables(true).build();
        tables = new Tables(Optional.empty(), prefix);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 0); // the large seeds take their time
            for (String sql : SEED) {
                statement.execute(tables.sql(sql)
                        .replace(":endpoints", String.valueOf(ENDPOINTS))
                        .replace(":delivered", String.valueOf(DELIVERED))
                        .replace(":pending", String.valueOf(PENDING)));
            }
        }
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    private static final List<String> SEED = List.of(
            """
            INSERT INTO {endpoint} (id, owner, url, url_key, event_types, state, state_since, description, headers,
                                    signing, max_in_flight, secrets, version, created_at)
            SELECT lpad(to_hex(i), 32, '0')::uuid, 'o', 'https://example.test/' || i, md5(i::text), '["*"]',
                   CASE i WHEN 2 THEN 'disabled' ELSE 'enabled' END, now(), '', '[]', 'standard-webhooks',
                   CASE i WHEN 1 THEN 2 END, '[]', 1, now()
              FROM generate_series(1, :endpoints) i
            """,
            """
            INSERT INTO {event} (id, event_type, owner, content_type, payload, tags, deliveries, created_at)
            SELECT md5('event' || i)::uuid, 'order.paid', 'o', 'application/json', decode(repeat('20', 1000), 'hex'),
                   '[]', 10, now() - interval '1 day'
              FROM generate_series(0, (:delivered + :pending) / 10) i
            """,
            """
            INSERT INTO {delivery} (id, event_id, endpoint_id, owner, event_type, state, fence, attempts, scheduled,
                                    created_at, finished_at)
            SELECT md5('delivered' || i)::uuid, md5('event' || i / 10)::uuid,
                   lpad(to_hex(1 + i % :endpoints), 32, '0')::uuid, 'o', 'order.paid', 'delivered', 1, 1, 1,
                   now() - interval '1 day', now() - interval '1 day'
              FROM generate_series(0, :delivered - 1) i
            """,
            """
            INSERT INTO {delivery} (id, event_id, endpoint_id, owner, event_type, state, due_at, fence, attempts,
                                    scheduled, created_at)
            SELECT md5('pending' || i)::uuid, md5('event' || i / 10)::uuid,
                   lpad(to_hex(CASE WHEN i % 10 < 4 THEN 1 WHEN i % 10 < 8 THEN 2 WHEN i % 10 = 8 THEN 3
                                    ELSE 4 + i / 10 % 37 END), 32, '0')::uuid,
                   'o', 'order.paid', 'pending',
                   CASE i % 10 WHEN 8 THEN now() + interval '1 day' ELSE now() - interval '1 hour' END
                   + i * interval '1 millisecond', 0, 0, 0, now() - interval '1 hour'
              FROM generate_series(0, :pending - 1) i
            """,
            """
            INSERT INTO {delivery_attempt} (delivery_id, number, node, started_at, ended_at, outcome, status)
            SELECT id, 1, 'node', now(), now(), 'delivered', 200 FROM {delivery} WHERE state = 'delivered'
            """,
            "VACUUM ANALYZE {event}",
            "VACUUM ANALYZE {endpoint}",
            "VACUUM ANALYZE {delivery}",
            "VACUUM ANALYZE {delivery_attempt}",
            "VACUUM ANALYZE {subscription}");

    /** The plan of a claim, as it ran; rolled back. The generic one is what a driver's prepared statement ends in. */
    private static String plan(String format, String mode, int max) throws SQLException {
        String sql = tables.sql(PostgreSqlSendStatements.CLAIM);
        for (int i = 1; sql.contains("?"); i++) {
            sql = sql.replaceFirst(Pattern.quote("?"), "\\$" + i);
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL plan_cache_mode = force_" + mode + "_plan");
            statement.execute("PREPARE claim (bigint, uuid, bigint, int, int[], uuid[], int, text) AS " + sql);
            try (ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT " + format
                    + ") EXECUTE claim (60000000, '" + NOWHERE + "', 0, 20, '{2}', '{" + FULL + "}', " + max
                    + ", 'node')")) {
                StringBuilder text = new StringBuilder();
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
                return text.toString();
            } finally {
                statement.execute("DEALLOCATE claim");
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<JsonNode> nodes(JsonNode plan) {
        List<JsonNode> all = new ArrayList<>(List.of(plan));
        plan.path("Plans").forEach(child -> all.addAll(nodes(child)));
        return all;
    }

    private static JsonNode json(String mode, int max) throws Exception {
        return new ObjectMapper().readTree(plan("JSON", mode, max)).get(0).get("Plan");
    }

    private static long buffers(JsonNode plan) {
        return plan.get("Shared Hit Blocks").longValue()
                + plan.get("Shared Read Blocks").longValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"custom", "generic"})
    void a_claim_reads_indexes_and_sorts_nothing(String mode) throws Exception {
        JsonNode plan = json(mode, 50);

        assertThat(plan.get("Actual Rows").asInt()).isEqualTo(50);
        for (JsonNode node : nodes(plan)) {
            assertThat(node.get("Node Type").textValue()).isNotIn("Seq Scan", "Sort", "Incremental Sort");
            if (node.has("Relation Name")) {
                assertThat(node.path("Rows Removed by Filter").asInt()).isLessThan(2);
            }
            if (Set.of("Hash", "Merge Join").contains(node.get("Node Type").textValue())) {
                assertThat(nodes(node)).noneMatch(inner -> inner.has("Relation Name"));
            }
        }
    }

    @Test
    void a_claim_stops_walking_when_it_has_enough() throws Exception {
        JsonNode few = json("generic", 1);

        long walked = nodes(few).stream()
                .filter(node -> node.path("CTE Name").asText().equals("onward"))
                .filter(node -> node.get("Node Type").textValue().equals("CTE Scan"))
                .mapToLong(node -> node.get("Actual Rows").asLong())
                .max()
                .orElseThrow();
        assertThat(walked).isLessThanOrEqualTo(4);
    }

    @Test
    void a_claim_costs_pages_by_what_it_takes_and_by_endpoints_with_work() throws Exception {
        assertThat(buffers(json("generic", 50))).isLessThan(WITH_WORK * 8 + 50 * 80);
    }

    @Test
    void a_claim_of_nothing_costs_a_probe_for_each_endpoint_with_pending_work() throws Exception {
        endpoints("max_in_flight = 0");
        try {
            JsonNode plan = json("generic", 50);

            assertThat(plan.get("Actual Rows").asInt()).isZero();
            assertThat(buffers(plan)).isLessThan(WITH_WORK * 12);
        } finally {
            endpoints("max_in_flight = CASE id WHEN '" + FULL + "' THEN 2 END");
        }
    }

    private static void endpoints(String set) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(tables.sql("UPDATE {endpoint} SET " + set));
        }
    }

    @Test
    void plans_can_be_printed() throws Exception {
        String file = System.getProperty("claim.plan.print");
        if (file != null) {
            plan("TEXT", "generic", 50);
            Files.writeString(Path.of(file), plan("TEXT", "generic", 50));
        }
        assertThat(plan("TEXT", "generic", 50)).contains("LockRows");
    }
}
