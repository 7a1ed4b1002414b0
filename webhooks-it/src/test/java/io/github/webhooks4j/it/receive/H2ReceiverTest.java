package io.github.webhooks4j.it.receive;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;

class H2ReceiverTest extends JdbcBehaviours {
    @Override
    HikariDataSource database() {
        return TestDatabases.h2(16);
    }
}
