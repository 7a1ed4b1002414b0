package io.github.webhooks4j.it.send;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server of a test's own, which it may stop, start again and break. */
final class OwnPostgres implements AutoCloseable {
    /** Whom the sender connects as: not a superuser, who has privileges in trouble. */
    static final String APPLICATION = "application";

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    OwnPostgres(Path directory) throws IOException, SQLException {
        this.directory = directory;
        server = builder().start();
        port = server.getPort();
        execute("CREATE ROLE " + APPLICATION + " LOGIN", "GRANT ALL ON SCHEMA public TO " + APPLICATION);
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setServerConfig("synchronous_commit", "on") // a crash must not forget what it had promised
                .setCleanDataDirectory(false);
    }

    void stop() throws IOException {
        server.close();
    }

    void startAgain() throws IOException {
        server = builder().setPort(port).start();
    }

    /** Connections are given up soon, so that an outage is seen as one. */
    HikariDataSource open(int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl(APPLICATION, "postgres") + "&socketTimeout=5&connectTimeout=2");
        config.setUsername(APPLICATION);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(10_000);
        return new HikariDataSource(config);
    }

    /** As the superuser. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the superuser. */
    Connection connection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
