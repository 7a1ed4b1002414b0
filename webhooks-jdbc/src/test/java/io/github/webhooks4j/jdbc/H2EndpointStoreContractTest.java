package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;

class H2EndpointStoreContractTest extends JdbcEndpointStoreContract {
    @Override
    HikariDataSource pool() {
        return TestDatabases.h2(10);
    }
}
