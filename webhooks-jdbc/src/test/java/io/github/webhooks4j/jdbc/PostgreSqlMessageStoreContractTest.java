package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class PostgreSqlMessageStoreContractTest extends JdbcMessageStoreContract {
    @Override
    HikariDataSource open() {
        return TestDatabases.postgres(8);
    }
}
