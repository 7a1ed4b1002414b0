package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2MessageStoreContractTest extends JdbcMessageStoreContract {
    @Override
    HikariDataSource open() {
        return TestDatabases.h2(8);
    }
}
