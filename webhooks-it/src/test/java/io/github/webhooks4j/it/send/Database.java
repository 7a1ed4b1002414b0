package io.github.webhooks4j.it.send;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;

/** What the sender keeps its rows in. */
enum Database {
    H2,
    POSTGRESQL;

    HikariDataSource open() {
        return this == H2 ? TestDatabases.h2(8) : TestDatabases.postgreSql(8);
    }
}
