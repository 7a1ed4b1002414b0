package io.github.webhooks4j.it.receive;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;

class PostgreSqlReceiverTest extends JdbcBehaviours {
    @Override
    HikariDataSource database() {
        return TestDatabases.postgreSql(16);
    }
}
