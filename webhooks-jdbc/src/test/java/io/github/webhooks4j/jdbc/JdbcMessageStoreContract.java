package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.UnitOfWork;
import io.github.webhooks4j.testkit.contract.MessageStoreContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract on a database. */
abstract class JdbcMessageStoreContract extends MessageStoreContract {
    private HikariDataSource dataSource;
    private String prefix;
    private volatile Duration offset = Duration.ZERO;
    private JdbcMessageStore store;

    abstract HikariDataSource open();

    @Override
    protected final MessageStore emptyStore() throws SQLException {
        dataSource = open();
        prefix = TestDatabases.freshPrefix();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + prefix + "effect (id integer)");
        }
        return reopenedStore();
    }

    @Override
    protected final MessageStore reopenedStore() {
        close(store);
        store = JdbcMessageStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .clockOffset(() -> offset)
                .build();
        return store;
    }

    private static void close(JdbcMessageStore store) {
        if (store != null) {
            store.close();
        }
    }

    @Override
    protected final void advance(Duration by) {
        offset = offset.plus(by);
    }

    @Override
    protected final void writeEffect(UnitOfWork unit) throws SQLException {
        try (Statement statement = ((JdbcUnitOfWork) unit).connection().createStatement()) {
            statement.execute("INSERT INTO " + prefix + "effect VALUES (1)");
        }
    }

    @Override
    protected final int effects() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + prefix + "effect")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @AfterEach
    final void close() {
        close(store);
        dataSource.close();
    }
}
