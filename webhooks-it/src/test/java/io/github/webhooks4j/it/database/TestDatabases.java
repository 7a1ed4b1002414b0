package io.github.webhooks4j.it.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Real databases for tests: H2 in memory, and one PostgreSQL server for the whole test JVM. */
public final class TestDatabases {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /** One server for all tests, started by the first that asks. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new, empty H2 database in memory. */
    public static HikariDataSource h2(int connections) {
        return pool("jdbc:h2:mem:it" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", connections);
    }

    /** The shared PostgreSQL server; use {@link #tablePrefix()} to have tables of one's own. */
    public static HikariDataSource postgreSql(int connections) {
        String url = Server.INSTANCE.getJdbcUrl("postgres", "postgres");
        return pool(url + "&socketTimeout=30", "postgres", connections);
    }

    /** A prefix that no other test has. */
    public static String tablePrefix() {
        return "t" + NUMBER.incrementAndGet() + "_";
    }

    private static HikariDataSource pool(String url, String user, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }
}
