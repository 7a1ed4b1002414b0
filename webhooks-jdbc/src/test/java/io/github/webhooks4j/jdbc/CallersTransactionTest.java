package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.CommitWatch;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.testkit.NewEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishing in a transaction of the caller's. */
class CallersTransactionTest {
    private static String settings(TestDatabases.Kind database, Connection connection) throws SQLException {
        String limits = database == TestDatabases.Kind.H2
                ? Rows.text(connection, "SELECT LOCK_TIMEOUT()")
                        + Rows.text(
                                connection,
                                "SELECT max(setting_value) FROM information_schema.settings"
                                        + " WHERE setting_name = 'QUERY_TIMEOUT'")
                : Rows.text(connection, "SHOW statement_timeout") + Rows.text(connection, "SHOW lock_timeout");
        return connection.getAutoCommit() + " " + connection.getTransactionIsolation() + " " + limits;
    }

    @ParameterizedTest
    @EnumSource
    void it_is_there_when_the_caller_commits_and_the_connection_is_as_it_was(TestDatabases.Kind database)
            throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(3))) {
            JdbcSendStore store = stores.open();
            SendRows.register(store);
            try (Connection connection = stores.dataSource.getConnection()) {
                connection.setAutoCommit(false);
                String before = settings(database, connection);
                NewEvent event = NewEvents.of("order.paid").build();

                assertThat(store.publish(connection, List.of(event)))
                        .containsExactly(new Published(event.id(), 1, false));

                assertThat(settings(database, connection)).isEqualTo(before);
                assertThat(SendRows.claim(store, 10)).isEmpty();
                connection.commit();
                assertThat(SendRows.claim(store, 10)).hasSize(1);

                store.publish(connection, List.of(NewEvents.of("order.paid").build()));
                connection.rollback();
                assertThat(SendRows.claim(store, 10)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_commits_by_itself_is_refused(TestDatabases.Kind database) throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(2))) {
            JdbcSendStore store = stores.open();
            try (Connection connection = stores.dataSource.getConnection()) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> store.publish(
                                connection, List.of(NewEvents.of("order.paid").build())))
                        .withMessageContaining("auto-commit");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_known_key_leaves_the_callers_transaction_usable(TestDatabases.Kind database) throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(database.pool(3))) {
            JdbcSendStore store = stores.open();
            SendRows.register(store);
            UUID first = SendRows.publish(store, NewEvents.of("order.paid").idempotencyKey("key"));
            try (Connection connection = stores.dataSource.getConnection()) {
                connection.setAutoCommit(false);
                NewEvent repeat =
                        NewEvents.of("order.paid").idempotencyKey("key").build();
                NewEvent other = NewEvents.of("order.paid").build();

                assertThat(store.publish(connection, List.of(repeat, other)))
                        .containsExactly(new Published(first, 1, true), new Published(other.id(), 1, false));

                connection.commit();
            }
            assertThat(SendRows.claim(store, 10)).hasSize(2);
        }
    }

    @Test
    void under_repeatable_read_a_key_committed_meanwhile_fails_as_retryable() throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(TestDatabases.postgres(3))) {
            JdbcSendStore store = stores.open();
            try (Connection connection = stores.dataSource.getConnection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                Rows.text(connection, "SELECT count(*) FROM " + stores.prefix + "event");
                SendRows.publish(store, NewEvents.of("order.paid").idempotencyKey("key"));

                assertThatThrownBy(() -> store.publish(
                                connection,
                                List.of(NewEvents.of("order.paid")
                                        .idempotencyKey("key")
                                        .build())))
                        .isInstanceOf(WebhookException.class)
                        .hasMessageContaining("40001")
                        .matches(thrown -> ((WebhookException) thrown).isRetryable());
                connection.rollback();
            }
        }
    }

    @Test
    void a_source_that_sees_commits_tells_the_watch_afterwards_and_one_that_does_not_says_so() throws Exception {
        try (JdbcSendStores stores = new JdbcSendStores(TestDatabases.h2(3));
                Connection connection = stores.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<Runnable> afterCommit = new ArrayList<>();
            List<String> heard = new ArrayList<>();
            CommitWatch watch = new CommitWatch() {
                @Override
                public void committed() {
                    heard.add("committed");
                }

                @Override
                public void unseen() {
                    heard.add("unseen");
                }
            };
            ConnectionSource seeing = new ConnectionSource() {
                @Override
                public Optional<Connection> current() {
                    return Optional.of(connection);
                }

                @Override
                public boolean afterCommit(Runnable action) {
                    return afterCommit.add(action);
                }
            };
            List<NewEvent> events = List.of(NewEvents.of("order.paid").build());
            stores.open();
            JdbcSendStoreBuilder builder =
                    JdbcSendStore.builder(stores.dataSource).tablePrefix(stores.prefix);

            builder.connectionSource(seeing).build().outbox().publish(events, watch);
            assertThat(heard).isEmpty();
            afterCommit.forEach(Runnable::run);
            assertThat(heard).containsExactly("committed");

            connection.rollback();
            builder.connectionSource(() -> Optional.of(connection))
                    .build()
                    .outbox()
                    .publish(events, watch);
            assertThat(heard).containsExactly("committed", "unseen");
            connection.rollback();
            builder.connectionSource(Optional::empty).build().outbox().publish(events, watch);
            assertThat(heard).containsExactly("committed", "unseen", "committed");
        }
    }
}
