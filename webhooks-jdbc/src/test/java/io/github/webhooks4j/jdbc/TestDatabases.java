package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** TestDatabases for tests: one PostgreSQL server per JVM, shared; a fresh H2 each. Prefixes keep stores apart. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** For tests that hold on each. */
    enum Kind {
        H2,
        POSTGRESQL;

        HikariDataSource pool(int connections) {
            return this == H2 ? h2(connections) : postgres(connections);
        }
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static String freshPrefix() {
        return "t" + NUMBER.incrementAndGet() + "_";
    }

    static String postgresUrl() {
        return Shared.SERVER.getJdbcUrl("postgres", "postgres") + "&socketTimeout=20";
    }

    public static HikariDataSource postgres(int connections) {
        return pool(postgresUrl(), connections);
    }

    static HikariDataSource h2(int connections) {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", connections);
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }
}
