package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class PostgreSqlEndpointStoreContractTest extends JdbcEndpointStoreContract {
    @Override
    HikariDataSource pool() {
        return TestDatabases.postgres(10);
    }
}
