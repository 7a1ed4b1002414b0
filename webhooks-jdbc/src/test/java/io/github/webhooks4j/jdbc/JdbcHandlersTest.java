package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Received;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.receive.UnitOfWorkHandler;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A handler and the mark "handled" in one transaction. */
@ParameterizedClass
@EnumSource
class JdbcHandlersTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final TestDatabases.Kind database;
    private final String prefix = TestDatabases.freshPrefix();
    private HikariDataSource dataSource;
    private JdbcMessageStore store;

    JdbcHandlersTest(TestDatabases.Kind database) {
        this.database = database;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = database.pool(4);
        store = builder().createTables(true).build();
        Rows.execute(dataSource, "CREATE TABLE " + prefix + "effect (id integer PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        store.close();
        dataSource.close();
    }

    private JdbcMessageStoreBuilder builder() {
        return JdbcMessageStore.builder(dataSource).tablePrefix(prefix);
    }

    private Claim<Message> claimed() throws Exception {
        Insertion insertion = Rows.stored(
                Rows.insert(store, NewMessages.inline("shop", LEASE, "node").build()));
        return ((Insertion.Inserted) insertion).claim().orElseThrow();
    }

    private boolean handle(Claim<Message> claim, JdbcHandler<Message> handler) throws Exception {
        UnitOfWorkHandler<Message> inTransaction = JdbcHandlers.inTransaction(handler);
        assertThat(inTransaction.unitOfWorkType()).isEqualTo(store.unitOfWorkType());
        return store.handleInUnitOfWork(
                claim, unit -> inTransaction.handle(new Received<>(claim.work(), claim.work()), unit));
    }

    private void writeEffect(Connection connection, int id) throws SQLException {
        Rows.execute(connection, "INSERT INTO " + prefix + "effect VALUES (" + id + ")");
    }

    @Test
    void effect_and_mark_commit_together() throws Exception {
        Claim<Message> claim = claimed();

        assertThat(handle(claim, (message, connection) -> {
                    writeEffect(connection, 1);
                    assertThat(Rows.count(dataSource, prefix + "effect")).isZero();
                }))
                .isTrue();

        assertThat(Rows.count(dataSource, prefix + "effect")).isEqualTo(1);
        assertThat(store.find(claim.id()).orElseThrow().state()).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void an_sql_error_that_a_handler_swallows_commits_nothing_that_it_did_not_see() throws Exception {
        Claim<Message> claim = claimed();

        ThrowingCallable handling = () -> handle(claim, (message, connection) -> {
            writeEffect(connection, 1);
            try {
                writeEffect(connection, 1);
            } catch (SQLException swallowed) {
                assertThat(swallowed.getSQLState()).isEqualTo("23505");
            }
        });

        if (database == TestDatabases.Kind.POSTGRESQL) {
            assertThatThrownBy(handling).isInstanceOf(WebhookException.class);
            assertThat(Rows.count(dataSource, prefix + "effect")).isZero();
            assertThat(store.find(claim.id()).orElseThrow().state()).isEqualTo(MessageState.RECEIVED);
        } else {
            assertThat(catchNothing(handling)).isTrue();
            assertThat(Rows.count(dataSource, prefix + "effect")).isEqualTo(1);
        }
    }

    private static boolean catchNothing(ThrowingCallable handling) throws Exception {
        try {
            handling.call();
            return true;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_handler_may_roll_back_to_its_own_savepoint() throws Exception {
        Claim<Message> claim = claimed();

        assertThat(handle(claim, (message, connection) -> {
                    writeEffect(connection, 1);
                    Savepoint savepoint = connection.setSavepoint();
                    writeEffect(connection, 2);
                    connection.rollback(savepoint);
                }))
                .isTrue();

        assertThat(Rows.count(dataSource, prefix + "effect")).isEqualTo(1);
    }

    @Test
    void the_connection_refuses_to_end_the_transaction() throws Exception {
        Claim<Message> claim = claimed();

        assertThat(handle(claim, (message, connection) -> {
                    writeEffect(connection, 1);
                    List<ThrowingCallable> refused = List.of(
                            connection::commit,
                            connection::rollback,
                            connection::close,
                            () -> connection.setAutoCommit(true),
                            () -> connection.abort(Runnable::run),
                            () -> connection.unwrap(Connection.class));
                    refused.forEach(call -> assertThatIllegalStateException().isThrownBy(call));
                    assertThat(connection.isWrapperFor(Connection.class)).isFalse();
                    try (Statement statement = connection.createStatement()) {
                        assertThat(statement.getConnection()).isSameAs(connection);
                        assertThatIllegalStateException().isThrownBy(() -> statement.unwrap(Statement.class));
                        try (java.sql.ResultSet one = statement.executeQuery("SELECT 1")) {
                            assertThat(one.next()).isTrue();
                            assertThat(one.getStatement()).isSameAs(statement);
                            assertThat(one.getStatement().getConnection()).isSameAs(connection);
                        }
                    }
                    assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
                    assertThat(connection).isEqualTo(connection).hasSameHashCodeAs(connection);
                    assertThat(connection.getAutoCommit()).isFalse();
                }))
                .isTrue();

        assertThat(Rows.count(dataSource, prefix + "effect")).isEqualTo(1);
    }

    @Test
    void the_connection_is_of_no_use_after_the_handler() throws Exception {
        Claim<Message> claim = claimed();
        AtomicReference<Connection> kept = new AtomicReference<>();

        assertThat(handle(claim, (message, connection) -> kept.set(connection))).isTrue();

        assertThat(kept.get().isClosed()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> kept.get().createStatement());
    }

    @Test
    void a_handler_outside_a_unit_of_work_is_refused() {
        UnitOfWorkHandler<Message> handler = JdbcHandlers.inTransaction((message, connection) -> {});

        assertThatIllegalStateException().isThrownBy(() -> handler.handle(null));
    }

    @Test
    void the_application_may_open_the_transaction_itself() throws Exception {
        Claim<Message> claim = claimed();
        List<String> steps = new ArrayList<>();
        try (JdbcMessageStore own = builder()
                .transactions(work -> {
                    try (Connection connection = dataSource.getConnection()) {
                        connection.setAutoCommit(false);
                        work.run(connection);
                        connection.commit();
                        steps.add("committed");
                    }
                })
                .build()) {
            boolean handled =
                    own.handleInUnitOfWork(claim, unit -> writeEffect(((JdbcUnitOfWork) unit).connection(), 1));
            boolean again = own.handleInUnitOfWork(claim, unit -> writeEffect(((JdbcUnitOfWork) unit).connection(), 2));

            assertThat(handled).isTrue();
            assertThat(again).isFalse();
        }
        assertThat(steps).containsExactly("committed");
        assertThat(Rows.count(dataSource, prefix + "effect")).isEqualTo(1);
    }

    @Test
    void limits_of_the_store_are_not_put_on_the_statements_of_handlers() throws Exception {
        Claim<Message> claim = claimed();
        String limit = database == TestDatabases.Kind.H2 ? "SELECT LOCK_TIMEOUT()" : "SHOW statement_timeout";
        String before;
        try (Connection connection = dataSource.getConnection()) {
            before = Rows.text(connection, limit);
        }
        List<String> seen = new ArrayList<>();
        UnitOfWork.Work work = unit -> seen.add(Rows.text(((JdbcUnitOfWork) unit).connection(), limit));

        assertThat(store.handleInUnitOfWork(claim, work)).isTrue();

        assertThat(seen).containsExactly(before);
    }
}
