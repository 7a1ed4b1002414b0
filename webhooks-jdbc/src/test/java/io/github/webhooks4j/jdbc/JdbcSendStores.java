package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A send store over tables of its own, with a clock to move and transactions of the calling thread. */
final class JdbcSendStores implements AutoCloseable {
    /** What is done inside of a transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    final HikariDataSource dataSource;
    final String prefix = TestDatabases.freshPrefix();
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    JdbcSendStores(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    JdbcSendStore open() {
        return JdbcSendStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .clockOffset(offset::get)
                .connectionSource(() -> Optional.ofNullable(current.get()))
                .build();
    }

    void advance(Duration by) {
        offset.updateAndGet(old -> old.plus(by));
    }

    void inTransaction(Work work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                work.run();
                connection.commit();
            } finally {
                current.remove();
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
