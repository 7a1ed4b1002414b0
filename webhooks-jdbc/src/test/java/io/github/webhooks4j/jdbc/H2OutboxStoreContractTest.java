package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2OutboxStoreContractTest extends JdbcOutboxStoreContract {
    @Override
    HikariDataSource pool() {
        return TestDatabases.h2(10);
    }
}
