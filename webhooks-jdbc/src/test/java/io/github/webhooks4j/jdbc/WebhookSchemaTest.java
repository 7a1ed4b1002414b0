package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.internal.SchemaScripts;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.testkit.NewMessages;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSchemaTest {
    private static final int NODES = 8;

    @ParameterizedTest
    @EnumSource
    void eight_nodes_that_start_at_once_create_the_tables_once(TestDatabases.Kind database) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try (HikariDataSource dataSource = database.pool(NODES)) {
            for (int round = 0; round < 5; round++) {
                String prefix = TestDatabases.freshPrefix();
                CyclicBarrier barrier = new CyclicBarrier(NODES);
                List<Future<Integer>> done = new ArrayList<>();
                for (int i = 0; i < NODES; i++) {
                    done.add(nodes.submit(() -> {
                        barrier.await(10, TimeUnit.SECONDS);
                        WebhookSchema.of(dataSource).tablePrefix(prefix).createOrUpgrade();
                        return Rows.count(dataSource, prefix + "message") + Rows.count(dataSource, prefix + "delivery");
                    }));
                }
                for (Future<Integer> node : done) {
                    assertThat(node.get(60, TimeUnit.SECONDS)).isZero();
                }
                assertThat(Rows.count(dataSource, prefix + "schema_version")).isEqualTo(SchemaScripts.latest());
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void missing_tables_stop_the_start_and_the_message_says_what_to_do(TestDatabases.Kind database) {
        try (HikariDataSource dataSource = database.pool(1)) {
            String prefix = TestDatabases.freshPrefix();

            assertThatIllegalStateException()
                    .isThrownBy(() -> JdbcMessageStore.builder(dataSource)
                            .tablePrefix(prefix)
                            .build())
                    .withMessageContaining(prefix + "schema_version")
                    .withMessageContaining("V1__messages.sql")
                    .withMessageContaining("createTables(true)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tables_of_a_later_release_are_accepted_and_left_alone(TestDatabases.Kind database) throws Exception {
        try (HikariDataSource dataSource = database.pool(1)) {
            WebhookSchema schema = WebhookSchema.of(dataSource).tablePrefix(TestDatabases.freshPrefix());
            schema.createOrUpgrade();
            Rows.execute(
                    dataSource,
                    "INSERT INTO " + schema.tables().qualified("schema_version") + " VALUES (99, CURRENT_TIMESTAMP)");

            schema.createOrUpgrade();
            schema.check();

            assertThat(Rows.count(dataSource, schema.tables().qualified("schema_version")))
                    .isEqualTo(SchemaScripts.latest() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_tables_may_live_in_another_schema(TestDatabases.Kind database) throws Exception {
        try (HikariDataSource dataSource = database.pool(1)) {
            String name = "Other" + TestDatabases.freshPrefix();
            Rows.execute(dataSource, "CREATE SCHEMA " + name);
            try (JdbcMessageStore store = JdbcMessageStore.builder(dataSource)
                    .schema(name)
                    .createTables(true)
                    .build()) {
                assertThat(Rows.stored(
                                Rows.insert(store, NewMessages.queued("shop").build())))
                        .isInstanceOf(Insertion.Inserted.class);
            }
            assertThat(Rows.count(dataSource, name + ".webhook_message")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Webhook_", "1_", "a-b", "a b", "a;drop", "abcdefghijklmnopqrstuvwxyz"})
    void a_prefix_that_would_need_quotes_is_refused(String prefix) {
        try (HikariDataSource dataSource = TestDatabases.h2(1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WebhookSchema.of(dataSource).tablePrefix(prefix))
                    .withMessageContaining(prefix);
        }
    }

    @Test
    void an_unknown_database_stops_the_start_and_the_message_names_the_known_ones() {
        DatabaseMetaData metaData = fake(DatabaseMetaData.class, "Paradox");
        Connection connection = fake(Connection.class, metaData);
        DataSource dataSource = fake(DataSource.class, connection);

        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcMessageStore.create(dataSource))
                .withMessageContaining("Paradox")
                .withMessageContaining("PostgreSQL, H2");
    }

    /** Answers everything with the same object. */
    private static <T> T fake(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                WebhookSchemaTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType() == void.class ? null : answer));
    }
}
