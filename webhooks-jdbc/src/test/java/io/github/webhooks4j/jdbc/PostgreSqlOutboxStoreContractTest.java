package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class PostgreSqlOutboxStoreContractTest extends JdbcOutboxStoreContract {
    @Override
    HikariDataSource pool() {
        return TestDatabases.postgres(10);
    }
}
