package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections go back to the pool as they came, whichever way a transaction ends. */
class CleanConnectionTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static String url(TestDatabases.Kind database) {
        return database == TestDatabases.Kind.H2 ? "jdbc:h2:mem:" + UUID.randomUUID() : TestDatabases.postgresUrl();
    }

    /** Everything that could leak: mode, isolation, schema, limits of this session, an open transaction. */
    private static String settings(TestDatabases.Kind database, Connection connection) throws Exception {
        String limits = database == TestDatabases.Kind.H2
                ? Rows.text(connection, "SELECT LOCK_TIMEOUT()")
                        + Rows.text(
                                connection,
                                "SELECT max(setting_value) FROM information_schema.settings"
                                        + " WHERE setting_name = 'QUERY_TIMEOUT'")
                : Rows.text(connection, "SHOW statement_timeout") + Rows.text(connection, "SHOW lock_timeout");
        return connection.getAutoCommit() + " " + connection.getTransactionIsolation() + " " + connection.getSchema()
                + " " + limits;
    }

    @ParameterizedTest
    @CsvSource({"H2,true", "H2,false", "POSTGRESQL,true", "POSTGRESQL,false"})
    void a_connection_is_given_back_as_it_came(TestDatabases.Kind database, boolean autoCommit) throws Exception {
        try (OneConnection one = new OneConnection(url(database), autoCommit)) {
            String before = settings(database, one.real());
            if (!autoCommit) {
                one.real().rollback();
            }
            try (JdbcMessageStore store = JdbcMessageStore.builder(one.dataSource())
                    .tablePrefix(TestDatabases.freshPrefix())
                    .createTables(true)
                    .build()) {
                useEverything(store);
            }

            assertThat(settings(database, one.real())).isEqualTo(before);
        }
    }

    private static void useEverything(JdbcMessageStore store) throws Exception {
        Rows.stored(Rows.insert(store, NewMessages.queued("shop").build()));
        assertThatThrownBy(() -> Rows.stored(Rows.insert(
                        store,
                        NewMessages.queued("shop").dedupeKey("x".repeat(300)).build())))
                .isInstanceOf(ExecutionException.class);
        Claim<Message> claim = store.claimDue(Set.of("shop"), 1, LEASE, "node").get(0);
        assertThatThrownBy(() -> store.handleInUnitOfWork(claim, unit -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.finish(claim, new MessageResult.Dead("no"))).isTrue();
        assertThat(store.handleInUnitOfWork(claim, unit -> {})).isFalse();
        Insertion inline = Rows.stored(
                Rows.insert(store, NewMessages.inline("shop", LEASE, "node").build()));
        Claim<Message> second = ((Insertion.Inserted) inline).claim().orElseThrow();
        assertThat(store.handleInUnitOfWork(second, unit -> {})).isTrue();
        assertThat(store.list(MessageQuery.all()).messages()).hasSize(2);
        assertThat(store.purge("shop", Set.of(MessageState.HANDLED), NewMessages.RECEIVED_AT, 10))
                .isEqualTo(1);
    }
}
